"""Uses the sandbox with the official client, unchanged: official_client.py checks what a script of it relies on.

The environment has what `vimeo-lua sandbox` prints. The first argument says what to try.
"""

import os
import sys
import urllib.parse
import urllib.request

import vimeo
from vimeo.exceptions import APIRateLimitExceededFailure, UploadAttemptCreationFailure

vimeo.VimeoClient.API_ROOT = os.environ["VIMEO_API_ROOT"]
key, secret = os.environ["VIMEO_CLIENT_ID"], os.environ["VIMEO_CLIENT_SECRET"]
client = vimeo.VimeoClient(token=os.environ["VIMEO_ACCESS_TOKEN"], key=key, secret=secret)


def write(name, content):
    with open(name, "wb") as file:
        file.write(content)
    return name


def reading():
    assert client.get("/me").json()["name"] == "Ada Winter"
    page = client.get("/me/videos", params={"per_page": 15, "fields": "uri"}).json()
    uris = [video["uri"] for video in page["data"]]
    while page["paging"]["next"]:
        page = client.get(page["paging"]["next"]).json()
        uris += [video["uri"] for video in page["data"]]
    assert len(set(uris)) == page["total"] == 40, uris
    assert client.get("/videos/1").status_code == 404


def uploading():
    uri = client.upload(write("a.mp4", b"film" * 1000), data={"name": "From Python", "chunk_size": 1500})
    video = client.get(uri).json()
    assert video["name"] == "From Python" and video["upload"]["status"] == "complete", video
    assert client.replace(uri, write("b.mp4", b"other")) == uri
    assert client.get(uri + "/versions").json()["total"] == 2
    client.upload_picture(uri, write("c.png", b"an image"), activate=True)
    assert client.get(uri + "/pictures").json()["data"][0]["active"] is True
    client.upload_texttrack(uri, "captions", "en", write("d.vtt", b"WEBVTT\n"))
    assert client.get(uri + "/texttracks").json()["data"][0]["language"] == "en"
    assert client.patch(uri, data={"name": "New"}).json()["name"] == "New"
    assert client.delete(uri).status_code == 204


def lists():
    uri = client.post("/me/projects", data={"name": "Folder"}).json()["uri"]
    assert client.put(uri + "/videos/1001").status_code == 204
    assert client.get(uri + "/videos").json()["data"][0]["uri"] == "/videos/1001"
    uri = client.post("/me/albums", data={"name": "Showcase"}).json()["uri"]
    assert client.put(uri + "/videos", data={"videos": "/videos/1001,/videos/1002"}).status_code == 201
    assert client.get(uri).json()["metadata"]["connections"]["videos"]["total"] == 2
    assert client.put("/videos/1001/tags", data=[{"name": "From Python"}]).status_code == 200
    assert "/tags/frompython" in [tag["uri"] for tag in client.get("/videos/1001/tags").json()["data"]]


def grants():
    app = vimeo.VimeoClient(key=key, secret=secret)
    assert app.load_client_credentials(["public"]) and app.get("/videos/1001").status_code == 200

    class Stop(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    back = "https://example.com"
    try:
        urllib.request.build_opener(Stop).open(app.auth_url(["public", "private"], back, "state"))
    except urllib.error.HTTPError as answer:
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.headers["Location"]).query)
    assert query["state"] == ["state"]
    token, user, scope = app.exchange_code(query["code"][0], back)
    assert user["uri"] == "/users/1" and scope == "public private"
    assert app.get("/me").json()["name"] == "Ada Winter"


def rate_limit():
    try:
        for _ in range(4):
            client.get("/me")
    except APIRateLimitExceededFailure as failure:
        assert failure.status_code == 429
    else:
        raise AssertionError("no limit")


def quota():
    # As much as the account has room for, without files of that size.
    while client.post("/me/videos", data={"upload": {"approach": "tus", "size": 200 << 30}}).status_code == 200:
        pass
    space = client.get("/me").json()["upload_quota"]["space"]["free"]
    assert client.post("/me/videos", data={"upload": {"approach": "tus", "size": space}}).status_code == 200
    try:
        client.upload(write("e.mp4", b"x"))
    except UploadAttemptCreationFailure as failure:
        assert failure.status_code == 403, failure
    else:
        raise AssertionError("no quota")


{"reading": reading, "uploading": uploading, "lists": lists, "grants": grants, "rate limit": rate_limit, "quota": quota}[
    sys.argv[1]
]()
print("done")
