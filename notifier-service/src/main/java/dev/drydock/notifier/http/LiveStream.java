package dev.drydock.notifier.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.notifier.application.Board;
import dev.drydock.notifier.application.Feed;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What happened since, coalesced: at most one frame per reader and tick, and only when its last one
 * has left. A slow reader costs one position, never a queue: it gets one larger frame later, or is
 * told to load the snapshot again; one that takes nothing for long is closed.
 */
@ApplicationScoped
class LiveStream {
  private static final Logger LOG = Logger.getLogger(LiveStream.class);
  private static final long TICK_MS = 250;
  private static final int EVENTS_PER_FRAME = 1_000;
  private static final int LINES_PER_FRAME = 60;
  private static final int READERS = 500;
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration STUCK = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Board board;
  private final Feed feed;
  private final ObjectMapper json;
  private final Clock clock;
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("stream-ticks").daemon().factory());

  LiveStream(Board board, Feed feed, ObjectMapper json, Clock clock, MeterRegistry meters) {
    this.board = board;
    this.feed = feed;
    this.json = json;
    this.clock = clock;
    meters.gauge("drydock.notifier.stream.readers", readers, Set::size);
  }

  /** One open stream. */
  interface Wire {
    /** Whether everything that was sent has left. */
    boolean isIdle();

    boolean isOpen();

    /**
     * @param position {@code null} for a heartbeat
     */
    void send(@Nullable Long position, String frame);

    void close();
  }

  /**
   * @param reload the reader missed more than a frame holds: load the snapshot
   */
  record Frame(long position, boolean reload, List<Changed> upgrades, List<Feed.Line> events) {}

  /**
   * @param cells pairs of tenant and letter
   */
  record Changed(Board.Upgrade upgrade, List<List<String>> cells) {}

  private static final class Reader {
    private final Wire wire;
    private final @Nullable String upgrade;
    private final Instant openedAt;
    private long position;
    private Instant lastSent;

    Reader(Wire wire, @Nullable String upgrade, long position, Instant now) {
      this.wire = wire;
      this.upgrade = upgrade;
      this.position = position;
      this.openedAt = now;
      this.lastSent = now;
    }
  }

  /**
   * @param after where the reader is, {@code null} for the end of the log
   * @return whether there is room
   */
  boolean open(Wire wire, @Nullable String upgrade, @Nullable Long after) {
    if (readers.size() >= READERS) {
      return false;
    }
    long end = board.position();
    long from = after == null ? end : Math.min(after, end);
    wire.send(null, "{\"position\":" + from + "}");
    readers.add(new Reader(wire, upgrade, from, clock.instant()));
    return true;
  }

  void start(@Observes StartupEvent event) {
    var _ = ticks.scheduleWithFixedDelay(this::tickSafely, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    ticks.shutdownNow();
    readers.forEach(reader -> reader.wire.close());
  }

  /** A tick that fails is one frame later: the readers keep their positions. */
  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException e) {
      LOG.warnf("the stream could not read the log: %s", e.getClass().getSimpleName());
    }
  }

  private void tick() {
    if (readers.isEmpty()) {
      return;
    }
    readers.removeIf(this::isOver);
    long end = board.position();
    Map<Object, Optional<String>> frames = new HashMap<>();
    for (var reader : readers) {
      if (reader.wire.isIdle()) {
        serve(reader, end, frames);
      }
    }
  }

  private boolean isOver(Reader reader) {
    var now = clock.instant();
    boolean stuck = !reader.wire.isIdle() && reader.lastSent.plus(STUCK).isBefore(now);
    boolean over = stuck || reader.openedAt.plus(LONGEST).isBefore(now) || !reader.wire.isOpen();
    if (over) {
      reader.wire.close();
    }
    return over;
  }

  /** Readers at the same place share one frame. */
  private void serve(Reader reader, long end, Map<Object, Optional<String>> frames) {
    var now = clock.instant();
    var frame =
        reader.position >= end
            ? Optional.<String>empty()
            : frames.computeIfAbsent(
                List.of(reader.position, Objects.requireNonNullElse(reader.upgrade, "")),
                _ -> frame(reader.position, end, reader.upgrade));
    reader.position = Math.max(reader.position, end);
    if (frame.isPresent()) {
      reader.wire.send(end, frame.get());
      reader.lastSent = now;
    } else if (reader.lastSent.plus(HEARTBEAT).isBefore(now)) {
      reader.wire.send(null, "{}");
      reader.lastSent = now;
    }
  }

  /** Events up to {@code end}, so that each is in exactly one frame of a reader. */
  private Optional<String> frame(long after, long end, @Nullable String upgrade) {
    var logged =
        board.eventsAfter(after, upgrade, EVENTS_PER_FRAME + 1).stream()
            .filter(event -> event.position() <= end)
            .toList();
    if (logged.isEmpty()) {
      return Optional.empty();
    }
    boolean reload = logged.size() > EVENTS_PER_FRAME;
    var lines = feed.of(reload ? logged.subList(0, LINES_PER_FRAME) : logged);
    return Optional.of(write(new Frame(end, reload, changed(logged, lines), last(lines))));
  }

  private List<Changed> changed(List<Board.Logged> logged, List<Feed.Line> lines) {
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    logged.forEach(event -> cells.computeIfAbsent(event.upgrade(), _ -> new LinkedHashMap<>()));
    for (var line : lines) {
      if (line.tenant() != null && line.cell() != null) {
        var letter = dev.drydock.notifier.domain.Cell.valueOf(line.cell()).letter();
        cells
            .computeIfAbsent(line.upgrade(), _ -> new LinkedHashMap<>())
            .put(line.tenant(), String.valueOf(letter));
      }
    }
    var changed = new ArrayList<Changed>();
    cells.forEach((id, letters) ->
        board.upgrade(id).ifPresent(upgrade -> changed.add(new Changed(upgrade, pairs(letters)))));
    return changed;
  }

  private static List<List<String>> pairs(Map<String, String> letters) {
    return letters.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList();
  }

  private static List<Feed.Line> last(List<Feed.Line> lines) {
    return lines.subList(Math.max(0, lines.size() - LINES_PER_FRAME), lines.size());
  }

  private String write(Frame frame) {
    try {
      return json.writeValueAsString(frame);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a frame is plain JSON", e);
    }
  }
}
