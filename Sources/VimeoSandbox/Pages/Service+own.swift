import JSONCore
import NIOHTTP1
import Platform
import Synchronization

extension Service {
    /// What is not Vimeo's: the pages for a browser, and the faults while the sandbox runs.
    func own(_ request: ServerRequest, _ store: Store) -> ServerResponse? {
        switch request.segments.first {
        case "sandbox" where request.segments == ["sandbox", "faults"]: control(request, store)
        case nil, "watch", "player":
            // Elsewhere than on this machine nobody would be asked for a token.
            isLocal && request.wantsHTML && request.method == .GET ? page(request, store) : nil
        default: nil
        }
    }

    private static let controlNeeds =
        "The sandbox's own pages need the token, or the client ID and secret, that it printed at its start."

    /// Reads or sets what goes wrong; needs the credentials that the sandbox prints.
    private func control(_ request: ServerRequest, _ store: Store) -> ServerResponse {
        do throws(APIError) {
            switch try store.authenticate(request.headers.first(name: "Authorization")) {
            case .app: break
            case .token(let token) where token.value == store.identity.tokens.first: break
            case .nobody: throw .badToken(Self.controlNeeds)
            case .token: throw .plain(.forbidden, Self.controlNeeds)
            }
            switch request.method {
            case .GET: break
            case .DELETE: faults.withLock { $0 = (FaultPlan(), "") }
            case .PUT:
                guard let text = try request.fields()["faults"]?.string else {
                    throw .invalid("faults", "It is required: a text such as upload:502@10%.")
                }
                do throws(FaultError) {
                    let plan = try FaultPlan(text)
                    faults.withLock { $0 = (plan, text) }
                } catch {
                    throw .invalid("faults", "\(error.message): \(error.hint).")
                }
            default: throw .wrongMethod(request.method, allowed: [.GET, .PUT, .DELETE])
            }
            let text = faults.withLock(\.text)
            return Answer(content: .plain(["faults": .string(text)])).response(fields: nil)
        } catch {
            return error.response
        }
    }

    private func page(_ request: ServerRequest, _ store: Store) -> ServerResponse {
        let page: HTML?
        let place = "/" + request.segments.dropFirst().joined(separator: "/")
        switch request.segments.first {
        case "watch": page = store.thingPage(place, playable: isPlayable)
        case "player": page = store.playerPage(place, playable: isPlayable)
        default:
            let lines = lastRequests.withLock { Array($0.suffix(Self.shownRequests).reversed()) }.map(\.line)
            page = store.frontPage(requests: lines, playable: isPlayable)
        }
        guard let page else { return APIError.plain(.notFound, "There is nothing here.").response }
        return Answer(content: .html(page)).response(fields: nil)
    }

    /// Whether a browser plays what was sent: MP4, WebM or Ogg, by their first bytes.
    private func isPlayable(_ upload: Upload) -> Bool {
        guard upload.isComplete, let start = try? files.open(upload.id)?.read(upTo: 12), start.count == 12 else {
            return false
        }
        return start[4..<8].elementsEqual("ftyp".utf8) || start.starts(with: [0x1A, 0x45, 0xDF, 0xA3])
            || start.starts(with: "OggS".utf8)
    }
}
