package dev.drydock.access;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the HTTP layer itself refuses, before any endpoint is reached, is a problem as well. */
@ApplicationScoped
class DoorProblems {
  private static final int BEFORE_BODIES_ARE_READ = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1;

  /** Behind those who know more about a failure, before the framework's page about errors. */
  private static final int NEARLY_LAST = Integer.MAX_VALUE - 1;

  private final Optional<MemorySize> largestBody;

  DoorProblems(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size")
          Optional<MemorySize> largestBody) {
    this.largestBody = largestBody;
  }

  void listen(@Observes Router router) {
    router.route().order(BEFORE_BODIES_ARE_READ).handler(this::refuseTooLarge);
    router.route().order(NEARLY_LAST).failureHandler(DoorProblems::failed);
  }

  /**
   * A body that says its length is refused by it. One that does not is cut off by the framework
   * where the limit is reached: 413 as well, with nothing in it.
   */
  private void refuseTooLarge(RoutingContext context) {
    if (largestBody.isPresent() && lengthOf(context) > largestBody.get().asLongValue()) {
      if (context.request().version() != HttpVersion.HTTP_2) {
        // Nobody reads the body any more, so no further request can follow it.
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        context.response().endHandler(_ -> context.request().connection().close());
      }
      answer(context, HttpProblems.of(413));
    } else {
      context.next();
    }
  }

  private static long lengthOf(RoutingContext context) {
    var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static void failed(RoutingContext context) {
    if (context.response().ended()) {
      return;
    }
    var thrown = context.failure();
    int status = context.statusCode();
    if (thrown instanceof DecodeException) {
      answer(context, HttpProblems.of(400));
    } else if (status >= 400 && status != 500) {
      answer(context, HttpProblems.of(status));
    } else if (thrown == null) {
      answer(context, HttpProblems.of(500));
    } else {
      answer(context, ProblemResponses.incident(thrown, context.normalizedPath()));
    }
  }

  private static void answer(RoutingContext context, Problem problem) {
    var response = context.response();
    if (response.headWritten()) {
      context.request().connection().close();
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(problem.json(context.request().path()));
  }
}
