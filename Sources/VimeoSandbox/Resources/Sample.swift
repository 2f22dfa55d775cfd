/// One of the videos every sandbox starts with.
struct Sample: Sendable {
    let name: String
    let description: String?
    let filename: String
    let bytes: Int64
    let seconds: Int64
    let plays: Int64
    let tags: [String]
    let view: String
    let created: Instant

    static let all = [
        Sample(
            name: "The lighthouse keeper's radio",
            description: "A portrait of the last manned lighthouse on the coast, and of what it listens to at night.",
            filename: "lighthouse-final.mov",
            bytes: 1_483_220_992,
            seconds: 734,
            plays: 18_204,
            tags: ["documentary", "sea"],
            view: "anybody",
            created: Instant(2023, 3, 4, 18, 20, 7)
        ),
        Sample(
            name: "Workshop: cutting dialogue",
            description: "Ninety minutes on the rhythm of speech, recorded live.",
            filename: "workshop-2023-05.mp4",
            bytes: 2_910_112_004,
            seconds: 5_412,
            plays: 961,
            tags: ["workshop", "editing"],
            view: "unlisted",
            created: Instant(2023, 5, 21, 9, 2, 44)
        ),
        Sample(
            name: "Snow plough no. 7",
            description: nil,
            filename: "plough7_v3.mp4",
            bytes: 204_883_118,
            seconds: 187,
            plays: 4_410,
            tags: ["machines", "winter"],
            view: "anybody",
            created: Instant(2023, 11, 30, 21, 47, 31)
        ),
        Sample(
            name: "Talk",
            description: "What a hundred rejected cuts taught me.",
            filename: "talk.mp4",
            bytes: 66_120_733,
            seconds: 53,
            plays: 312,
            tags: ["talk"],
            view: "anybody",
            created: Instant(2024, 1, 3, 12, 12, 58)
        ),
        Sample(
            name: "Ferry, rough cut",
            description: "For the team only. Sound is temporary.",
            filename: "ferry_rough_2.mov",
            bytes: 812_554_001,
            seconds: 1_128,
            plays: 9,
            tags: ["ferry", "draft"],
            view: "nobody",
            created: Instant(2024, 8, 15, 6, 30, 0)
        ),
        Sample(
            name: "Ferry",
            description: "Twenty minutes with the crew that never goes ashore. 渡し船 · паром 🚢",
            filename: "ferry_master.mov",
            bytes: 1_902_334_711,
            seconds: 1_196,
            plays: 25_771,
            tags: ["documentary", "ferry", "sea"],
            view: "anybody",
            created: Instant(2024, 12, 1, 17, 0, 12)
        ),
        Sample(
            name: "Showreel 2025",
            description: "Two minutes of everything.",
            filename: "showreel-2025.mp4",
            bytes: 155_002_889,
            seconds: 121,
            plays: 2_087,
            tags: ["showreel"],
            view: "anybody",
            created: Instant(2025, 2, 9, 14, 5, 26)
        ),
    ]
}
