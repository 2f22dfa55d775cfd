extension ParameterCatalog {
    static let query = """
        fields :: only these fields of the answer, joined with commas; dots lead into objects
        page :: which page, from 1
        per_page :: how many items a page has: 25 unless given, at most 100
        analytics/per_page :: how many rows a page has: 50 unless given, at most 1000
        direction = asc desc :: the way of the order: up or down
        query :: words to search for
        query_fields = chapters description tags title :: where the words of query are searched
        weak_search :: whether words that are only like those of query count
        uris :: several resources at once, joined with commas; without sort, filter and query
        links :: pages of several videos, joined with commas; without sort, filter and query
        containing_uri :: the page that has this video
        password :: the password, where one is needed
        filter :: only items of this sort
        videos/filter = embeddable :: only videos that are so
        get_videos/filter = app_only embeddable featured live no_placeholder nolive playable screen_recorded \
        :: only videos that are so
        search_videos/filter = CC categories duration in-progress minimum_likes trending upload_date \
        :: only videos that fit
        filter_embeddable = true false :: with filter embeddable: those that are, or are not
        filter_playable = true false :: with filter playable: those that are, or are not
        filter_screen_recorded = true false :: with filter screen_recorded: those that are, or are not
        filter_tag :: only videos with one of these tags, joined with commas
        filter_tag_all_of :: only videos with all of these tags, joined with commas
        filter_tag_exclude :: only videos with none of these tags, joined with commas
        languages/filter = texttracks :: only languages that text tracks may have
        type :: the type
        clip_id :: the video it is for
        offset :: how many items are left out at the start
        should_delete_clips, should_delete_items = true false :: whether what is inside is deleted too
        include_subfolders = true false :: whether folders below count
        include_team_content = true false :: whether what belongs to the team counts
        max_fps_fhd :: the highest number of frames a second for Full HD
        show_disabled = true false :: whether versions that are off are shown
        from :: the first day, such as 2025-01-31
        to :: the last day, such as 2025-01-31
        dimension :: what the numbers are broken down by
        time_interval :: how long the steps are
        filter_content :: only these videos
        filter_countries :: only these countries
        filter_device_types :: only these kinds of devices
        filter_embed_domains :: only these sites with embedded players
        filter_streaming_types :: only live, or only on demand
        openapi = 1 :: 1 gives the description of the whole API
        version :: the version of the API, such as 3.4
        album_uris, album_item_uris :: URIs of showcases, joined with commas
        """

    static let order = """
        sort :: what the items are ordered by
        search_videos/sort = alphabetical date duration likes plays relevant :: what the videos are ordered by
        videos/sort = alphabetical date duration likes plays :: what the videos are ordered by
        get_videos/sort = alphabetical date default duration last_user_action_event_date likes modified_time plays \
        :: what the videos are ordered by
        albums/sort = alphabetical date duration videos :: what the showcases are ordered by
        channels/sort = alphabetical date followers relevant videos :: what the channels are ordered by
        groups/sort = alphabetical date members videos :: what the groups are ordered by
        users/sort = alphabetical date followers relevant videos :: what the users are ordered by
        followers/sort = alphabetical date :: what the users are ordered by
        following/sort = alphabetical date :: what the users are ordered by
        projects/sort = date default modified_time name pinned_on :: what the folders are ordered by
        categories/sort = last_video_featured_time name :: what the categories are ordered by
        get_likes/sort = alphabetical comments date duration likes plays :: what the videos are ordered by
        """
}
