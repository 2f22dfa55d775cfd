extension ParameterCatalog {
    static let otherBody = """
        title :: the title
        videos :: URIs of videos, joined with commas: the whole new content
        video_uri :: URIs of the videos
        user_uri :: the URI of a user, or several
        users :: URIs of users
        channels, channels/category :: what it is put into
        category :: the category
        tag :: the tag
        link :: the last part of its own address
        albums/privacy = anybody embed_only nobody password team unlisted :: who may see the showcase
        create_showcase/sort, edit_showcase/sort = added_first added_last alphabetical arranged comments likes newest \
        oldest plays :: the order of the videos in it
        albums/layout = grid player :: how the page shows the videos
        albums/theme = dark standard :: how the page looks
        albums/review_mode = true false :: whether viewers may leave reviews
        hide_nav = true false :: whether Vimeo's navigation is hidden
        hide_upcoming = true false :: whether upcoming live events are hidden
        brand_color, accent_color :: a colour, such as #00adef
        domain, domain_link, custom_link, url :: an address
        use_custom_domain, use_custom_link = true false :: whether the own address is used
        logo_uri :: the logo
        active_thumbnail_uri :: the thumbnail in use
        add, remove :: a list of what is added or taken out
        allowed_domains :: a list of the domains that may embed it
        role :: what somebody does in it
        email :: the e-mail address
        bio :: what users say about themselves
        gender = f m n o x :: the gender
        location :: where somebody lives
        content_filter = drugs language nudity safe unrated violence :: a list of what may be shown
        outro :: what is shown at the end
        position :: the place in the order, from 1
        grant_type = authorization_code client_credentials vimeo_oauth1 :: the way to sign in
        code :: the code that came back with the browser
        redirect_uri :: where the browser was sent back to, as registered
        scope :: what the token may do, separated by blanks
        token, token_secret :: of the old OAuth 1 token
        """

    static let liveBody = """
        stream_title, stream_description, stream_password, stream_privacy, stream_embed \
        :: as without stream_, of each video that is streamed
        stream_url, stream_key :: where the stream is sent to
        stream_mode :: how it is streamed
        streaming_start_requested = true false :: whether streaming starts now
        cloud_composing_streaming = true false :: whether the picture is composed by Vimeo
        schedule :: when it takes place
        scheduled_at :: when it starts, such as 2025-01-31T20:00:00+00:00
        scheduled_playback :: whether a video is shown as if it were live
        time_zone :: its time zone, such as Europe/Vienna
        playlist_sort :: the order of its videos
        rtmp_preview = true false :: whether there is a preview before it starts
        dvr = true false :: whether viewers may go back in time
        chat_enabled = true false :: whether there is a chat
        low_latency = true false :: whether the delay is kept short
        allow_share_link = true false :: whether viewers get a link to pass on
        automatically_title_stream = true false :: whether videos get the date into the title
        auto_cc_enabled = true false :: whether captions are made by speech recognition
        auto_cc_keywords :: words the speech recognition should know
        auto_cc_lang, auto_cc_language :: the language of the captions
        interaction_tools_settings :: questions, polls and the like
        display_name :: what it is called in lists
        service_name :: the service it is streamed to
        provider_destination_id, provider_video_id :: its id at that service
        is_enabled = true false :: whether it is in use
        Live/password :: the password of the account, to confirm
        email_settings :: which e-mails are sent
        email_registration_confirmation, email_event_reminder_24_hrs, email_post_event_thank_you :: this e-mail
        email_preferences :: which e-mails are sent
        sender_address, reply_email, sender_policy_url :: what e-mails say about their sender
        use_sender_address, use_reply_email, use_sender_policy_url = true false :: whether e-mails have it
        registrants :: a list of those who take part
        is_blocked = true false :: whether somebody is kept out
        """

    static let shopBody = """
        accepted_currencies = AUD CAD CHF DKK EUR GBP JPY KRW NOK PLN SEK USD :: a list of the currencies to pay in
        pages/type = film series :: whether it is one film or a series
        buy, rent, subscription, episodes, preorder :: the prices and conditions
        countries :: a list of country codes, such as DE
        publish :: whether and when it is offered
        release_year :: the year it came out
        access_type, product_type, discount_type :: what the promotion gives
        percent_off :: the discount
        total :: how many codes are made, or how often one may be used
        label :: what the promotion is called
        download = true false :: whether it may be downloaded
        stream_period :: how long it may be watched
        end_time :: when it ends
        promotions/start_time :: when it starts
        promotions/code :: the code
        promotions/type :: one code for all, or many for one use each
        """
}
