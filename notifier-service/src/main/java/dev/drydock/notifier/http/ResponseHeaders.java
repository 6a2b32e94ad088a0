package dev.drydock.notifier.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What every answer says to a browser: nothing from elsewhere, nothing inline, no framing. */
@Singleton
class ResponseHeaders {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  void register(@Observes Filters filters) {
    filters.register(ResponseHeaders::add, 100);
  }

  private static void add(RoutingContext context) {
    var headers = context.response().headers();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    if (!context.normalizedPath().startsWith("/assets/")) {
      headers.set("Cache-Control", "no-store");
    }
    context.next();
  }
}
