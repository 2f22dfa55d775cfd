"""What the programs talk to, on this machine."""

import contextlib
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time

import measure


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def sandbox(*options):
    """A sandbox in a process of its own; gives the variables it prints.

    It keeps uploads in memory: the disk, which would wait for what the upload before has left, is not to be measured.
    """
    place = {"TMPDIR": "/dev/shm"} if os.path.isdir("/dev/shm") else {}
    process = subprocess.Popen(
        [measure.PROGRAM, "sandbox", "--port", "0", *options], stdout=subprocess.PIPE, env={**measure.ENVIRONMENT, **place}
    )
    try:
        yield dict(process.stdout.readline().decode().strip().split("=", 1) for _ in range(4))
    finally:
        # It removes what was uploaded.
        process.terminate()
        process.wait()


def emptied(server, command):
    """The command, once what was uploaded to a sandbox is deleted."""
    script = """for video in vimeo.each("/me/videos", { fields = "uri,upload.size", sort = "date", direction = "desc" }) do
        if video.upload.size then vimeo.delete(video.uri):check() end
    end"""

    def make():
        measure.Run([measure.PROGRAM, "-e", script], server)
        return command() if callable(command) else command

    return make


def certificates(folder):
    """Makes an authority and a certificate for localhost: authority.pem, server.pem and server.key."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *curve, "-keyout", "authority.key", "-out", "authority.pem", "-days", "2", "-subj", "/CN=bench")
    openssl("req", *curve, "-keyout", "server.key", "-out", "request.pem", "-subj", "/CN=localhost")
    (pathlib.Path(folder) / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl(
        "x509", "-req", "-in", "request.pem", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial",
        "-out", "server.pem", "-days", "2", "-extfile", "names",
    )


@contextlib.contextmanager
def nginx(files, tls=False, behind=None, keepalive=1_000_000):
    """A static server, faster than any client: what is measured is the client.

    `files` are names and contents, or paths to link to. With `behind`, an URL, it passes everything on to that server,
    whose links it makes its own. Gives the variables of our program, and the folder as `FOLDER`.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        root = pathlib.Path(folder)
        port = free_port()
        origin = f"{'https' if tls else 'http'}://localhost:{port}"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content.replace(b"ORIGIN", origin.encode()))
            else:
                path.symlink_to(content)
        if tls:
            certificates(folder)
        secure = f"ssl_certificate {folder}/server.pem; ssl_certificate_key {folder}/server.key;" if tls else ""
        content = f"root {folder};"
        if behind:
            content = f"""location / {{ proxy_pass {behind}; proxy_http_version 1.1; proxy_request_buffering off;
                proxy_set_header Connection ""; proxy_set_header Accept-Encoding ""; client_max_body_size 0;
                proxy_redirect off; sub_filter_types *; sub_filter_once off;
                sub_filter '{behind.replace("127.0.0.1", "localhost")}' '{origin}'; sub_filter '{behind}' '{origin}'; }}"""
        (root / "nginx.conf").write_text(
            f"""daemon off; user root; pid {folder}/pid; error_log {folder}/error.log; events {{}}
            http {{ access_log off; keepalive_requests {keepalive}; default_type application/json; sendfile on;
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
            uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; ssl_session_cache shared:bench:1m;
            server {{ listen 127.0.0.1:{port}{" ssl" if tls else ""}; {secure} {content} }} }}"""
        )
        process = subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.02)
        variables = {"VIMEO_API_ROOT": origin, "VIMEO_ACCESS_TOKEN": "0123456789abcdef", "FOLDER": folder}
        if tls:
            variables["VIMEO_LUA_CA_FILE"] = variables["CURL_CA_BUNDLE"] = f"{folder}/authority.pem"
        try:
            yield variables
        finally:
            process.terminate()
            process.wait()


def video(number, size):
    """An object in the shape of a video, of about `size` bytes."""
    text = "The quick brown fox jumps over the lazy dog. "
    sizes = [
        {"width": 100 * i, "height": 75 * i, "link": f"https://i.example.com/video/{number}_{100 * i}x{75 * i}.jpg"}
        for i in range(1, 9)
    ]
    base = {
        "uri": f"/videos/{number}", "name": f"Video {number}", "duration": number % 600, "width": 1920, "height": 1080,
        "created_time": "2024-01-03T12:12:58+00:00", "privacy": {"view": "anybody", "download": True, "add": False},
        "stats": {"plays": number * 7}, "tags": [], "language": None, "ratio": 1.7777777777777777,
        "pictures": {"active": True, "sizes": sizes},
        "files": [],
    }
    entry = {"quality": "hd", "type": "video/mp4", "fps": 29.97, "size": 123456789, "link": "https://player.example.com/x" * 3}
    while len(json.dumps(base)) < size:
        base["files"].append(entry)
        base["description"] = text * 4
    return base


def page(count, size):
    return json.dumps(
        {"total": count, "page": 1, "paging": {"next": None}, "data": [video(i, size) for i in range(count)]}
    ).encode()


def pages(count):
    """The pages of a collection of so many small videos, each with the way to the next."""
    last = count // 100
    files = {}
    for number in range(1, last + 1):
        data = [video(100 * number + i, 0) for i in range(100)]
        paging = {"next": f"/page{number + 1}" if number < last else None}
        content = {"total": count, "page": number, "per_page": 100, "paging": paging, "data": data}
        files[f"page{number}"] = json.dumps(content).encode()
    return files


@contextlib.contextmanager
def large_file(size):
    """A file of random bytes, and the folder it is in."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "video.mp4")
        with open(path, "wb") as file:
            block = os.urandom(1 << 20)
            for start in range(0, size, len(block)):
                file.write(block[: size - start])
        yield path, folder
