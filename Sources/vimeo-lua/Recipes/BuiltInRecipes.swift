/// The recipes inside the program.
enum BuiltInRecipes {
    /// Their sources by name.
    static let all: [String: [UInt8]] = [
        "backup": PackageResources.backup_lua,
        "captions": PackageResources.captions_lua,
        "clean-up": PackageResources.clean_up_lua,
        "edit-from-csv": PackageResources.edit_from_csv_lua,
        "replace-sources": PackageResources.replace_sources_lua,
        "report": PackageResources.report_lua,
        "set-privacy": PackageResources.set_privacy_lua,
        "showcase-sync": PackageResources.showcase_sync_lua,
        "thumbnails": PackageResources.thumbnails_lua,
        "upload-folder": PackageResources.upload_folder_lua,
    ]

    /// What `recipe new` writes.
    static let template = PackageResources.template_lua
}
