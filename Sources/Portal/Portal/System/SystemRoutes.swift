import DesignSystem
import Diagnostics
import Localisation
import Web

/// Pages and addresses that belong to no audience: health, metrics, assets, preferences, the component gallery.
struct SystemRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        table.get("/healthz", .everyone) { _ in
            await services.health() ? .text("ok\n") : WebResponse(status: 503, body: Array("unavailable\n".utf8))
        }
        table.get("/metrics", .everyone) { _ in
            .text(services.metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        table.get("/assets/**", .everyone) { request in
            guard let asset = services.assets.asset(at: request.path) else { throw WebError.notFound }
            let tag = "\"\(asset.hash)\""
            if request.headers["if-none-match"] == tag {
                return WebResponse(status: 304, headers: [("etag", tag), ("cache-control", Asset.cacheControl)])
            }
            return WebResponse(
                status: 200,
                headers: [("content-type", asset.contentType), ("cache-control", Asset.cacheControl), ("etag", tag)],
                body: asset.bytes)
        }
        table.get("/preferences", .everyone) { request in
            var response = WebResponse.seeOther(PortalServices.safePath(request.query["to"]))
            if let language = request.query["lang"].flatMap({ Language(tag: $0) }) {
                response = response.settingCookie(
                    WebShell.languageCookie, language.tag, maxAge: 31_536_000, secure: services.secureCookies)
            }
            if let theme = request.query["theme"].flatMap(Theme.init), theme != .dark {
                response = response.settingCookie(
                    WebShell.themeCookie, theme.rawValue, maxAge: 31_536_000, secure: services.secureCookies)
            }
            return response
        }
        table.get("/design", .everyone) { request in
            .page(GalleryPage(context: services.hall(request)).document())
        }
    }
}
