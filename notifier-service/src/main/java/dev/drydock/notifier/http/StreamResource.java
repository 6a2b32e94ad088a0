package dev.drydock.notifier.http;

import static dev.drydock.access.Roles.APPROVER;
import static dev.drydock.access.Roles.OPERATOR;
import static dev.drydock.access.Roles.VIEWER;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Server-sent events: {@code id:} is the log position, {@code Last-Event-ID} resumes after it. */
@Path("/api/v1/stream")
@RolesAllowed({VIEWER, OPERATOR, APPROVER})
class StreamResource {
  private final LiveStream stream;

  StreamResource(LiveStream stream) {
    this.stream = stream;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Blocking
  public void open(
      @QueryParam("upgrade") @Nullable String upgrade,
      @QueryParam("after") @Nullable Long after,
      @HeaderParam("Last-Event-ID") @Nullable Long lastEventId,
      @Context SseEventSink sink,
      @Context Sse sse) {
    if (!stream.open(new SseWire(sink, sse), upgrade, lastEventId != null ? lastEventId : after)) {
      sink.close();
    }
  }

  /** Counts what was handed over and has not left yet. */
  private static final class SseWire implements LiveStream.Wire {
    private final SseEventSink sink;
    private final Sse sse;
    private final AtomicInteger leaving = new AtomicInteger();

    SseWire(SseEventSink sink, Sse sse) {
      this.sink = sink;
      this.sse = sse;
    }

    @Override
    public boolean isIdle() {
      return leaving.get() == 0;
    }

    @Override
    public boolean isOpen() {
      return !sink.isClosed();
    }

    @Override
    public void send(@Nullable Long position, String frame) {
      var event = sse.newEventBuilder().mediaType(MediaType.TEXT_PLAIN_TYPE).data(frame);
      if (position == null) {
        event.name("heartbeat");
      } else {
        event.id(position.toString()).name("frame");
      }
      leaving.incrementAndGet();
      sink.send(event.build())
          .whenComplete((_, failure) -> {
            leaving.decrementAndGet();
            if (failure != null) {
              close();
            }
          });
    }

    @Override
    public void close() {
      sink.close();
    }
  }
}
