extension ParameterCatalog {
    /// The keys of objects in bodies.
    static let nested: [String: [String]] = [
        "videos/privacy": ["view", "embed", "download", "add", "comments"],
        "videos/embed": ["buttons", "color", "logos", "playbar", "speed", "title", "volume"],
        "videos/upload": ["approach", "size", "link", "redirect_url"],
        "versions/upload": ["approach", "size", "link"],
        "videos/review_page": ["active"],
        "videos/spatial": ["projection", "stereo_format", "field_of_view"],
        "videos/embed.buttons": ["embed", "fullscreen", "hd", "like", "scaling", "share", "watchlater"],
        "videos/embed.title": ["name", "owner", "portrait"],
        "videos/embed.logos": ["vimeo", "custom"],
        "Live/stream_privacy": ["view", "embed"],
        "users/videos": ["privacy"],
        "users/videos.privacy": ["view", "embed", "download", "add", "comments"],
    ]

    static let videoBody = """
        name :: the name
        videos/name :: the title, at most 128 characters
        description :: the text about it
        videos/description :: the text about it, at most 5000 characters
        privacy :: who may see it
        videos/privacy :: who may watch, embed, download, collect and comment
        videos/privacy.view = anybody contacts disable nobody password unlisted users :: who may watch
        videos/privacy.embed = private public whitelist :: where it may be embedded; whitelist means embed_domains
        videos/privacy.download = true false :: whether it may be downloaded; not on every plan
        videos/privacy.add = true false :: whether others may put it into channels, groups and showcases
        videos/privacy.comments = anybody contacts nobody :: who may comment
        password :: the password
        videos/password :: needed when privacy.view is password; at most 32 characters
        embed :: how the player looks elsewhere
        videos/embed.buttons :: which buttons the player has
        videos/embed.buttons.embed, videos/embed.buttons.fullscreen, videos/embed.buttons.hd = true false \
        :: whether the player has this button
        videos/embed.buttons.like, videos/embed.buttons.scaling, videos/embed.buttons.share = true false \
        :: whether the player has this button
        videos/embed.buttons.watchlater = true false :: whether the player has this button
        videos/embed.color :: the colour of the controls, such as 00adef
        videos/embed.logos :: which logos the player shows
        videos/embed.logos.vimeo = true false :: whether Vimeo's logo is shown
        videos/embed.logos.custom :: the own logo: active, link, sticky
        videos/embed.playbar = true false :: whether there is a bar to seek with
        videos/embed.speed = true false :: whether the speed can be chosen
        videos/embed.title :: what is shown above the picture
        videos/embed.title.name, videos/embed.title.owner, videos/embed.title.portrait = hide show user \
        :: whether it is shown
        videos/embed.volume = true false :: whether the volume can be chosen
        embed_domains :: a list of the domains that may embed it
        embed_domains_add :: domains to add to those that may embed it
        embed_domains_delete :: domains to take from those that may embed it
        upload :: how the file comes
        upload.approach = tus pull post :: tus sends the file in pieces, pull lets Vimeo fetch it, post uses a form
        upload.size :: the size of the file in bytes
        upload.link :: for pull: where Vimeo fetches the file; it must stay valid for a day
        upload.redirect_url :: for post: where the browser goes afterwards
        file_name :: the name of the file
        folder_uri :: the folder to put it into
        parent_folder_uri :: the folder to put it into
        hide_from_vimeo = true false :: whether it is kept out of vimeo.com
        license = by by-nc by-nc-nd by-nc-sa by-nd by-sa cc0 :: the Creative Commons licence; null for none
        locale :: the language of title and description, such as en-US
        content_rating = drugs language nudity safe unrated violence :: a list of what it has in it, or safe, or unrated
        review_page :: the page for reviews
        videos/review_page.active = true false :: whether there is one
        spatial :: how a 360 degree video is to be shown
        videos/spatial.projection = cubical cylindrical dome equirectangular pyramid :: how the picture was projected
        videos/spatial.stereo_format = left-right mono top-bottom :: where the pictures for both eyes are
        videos/spatial.field_of_view :: how much is seen at first, from 30 to 90 degrees
        custom_url :: the last part of its own address
        active = true false :: whether it is the one in use
        texttracks/type = captions chapters descriptions metadata subtitles :: what sort of text track it is
        texttracks/language :: its language, such as en-US; /languages lists them
        texttracks/name :: what viewers see in the menu
        is_auto_generated = true false :: whether it was made by speech recognition
        is_edited = true false :: whether somebody has corrected it
        is_current = true false :: whether it is the version that is shown
        publish_when_ready = true false :: whether the version is shown once it is transcoded
        users/videos :: what new videos begin with
        users/videos.privacy :: the privacy that new videos begin with
        users/videos.privacy.view = anybody contacts disable nobody password unlisted users :: who may watch
        users/videos.privacy.embed = private public whitelist :: where they may be embedded
        users/videos.privacy.download = true false :: whether they may be downloaded
        users/videos.privacy.add = true false :: whether others may collect them
        users/videos.privacy.comments = anybody contacts nobody :: who may comment
        versions/description :: what has changed
        timecode, time_code :: a moment of the video, in seconds
        time :: a moment of the video, in seconds; the picture is taken there
        animated_thumbsets/duration :: how long it plays, at most 6 seconds
        start_time :: when it starts, in seconds
        text :: what is said
        trim_start, trim_end :: where the part that stays begins or ends, in seconds
        """
}
