package dev.drydock.notifier.http;

import dev.drydock.notifier.application.Board;
import dev.drydock.notifier.application.Feed;
import dev.drydock.notifier.domain.Cell;
import dev.drydock.notifier.domain.Narration;
import io.quarkus.qute.TemplateData;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An upgrade as the pages show it before their script runs: every text is ready. */
@TemplateData
record UpgradePage(
    String id,
    String release,
    String state,
    String stateWords,
    @Nullable String reason,
    String startedBy,
    String started,
    String elapsed,
    int tenants,
    int percent,
    int backupsProven,
    String backupSize,
    List<Figure> figures,
    List<Segment> segments,
    List<WaveBar> waves,
    List<Board.Cause> causes,
    List<Board.Tenant> parked,
    List<Line> lines) {
  private static final int WIDTH = 1_000;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  /** A count and its cell. */
  @TemplateData
  record Figure(String cell, String label, int count) {}

  /** A part of a bar, in thousandths. */
  @TemplateData
  record Segment(String cell, String label, int count, int x, int width) {}

  /** One wave. */
  @TemplateData
  record WaveBar(
      int number,
      String name,
      String state,
      int done,
      int tenants,
      String duration,
      List<Segment> segments) {}

  /** One line of the feed. */
  @TemplateData
  record Line(String time, String tenant, String cell, boolean failed, String text) {}

  static UpgradePage of(
      Board.Upgrade upgrade,
      List<Board.Cause> causes,
      List<Board.Tenant> parked,
      List<Feed.Line> lines,
      Instant now) {
    return new UpgradePage(
        upgrade.id(),
        upgrade.release().isEmpty() ? "release on its way" : upgrade.release(),
        upgrade.state(),
        words(upgrade.state()),
        upgrade.reason() == null ? null : words(upgrade.reason()),
        upgrade.startedBy() == null ? "" : upgrade.startedBy(),
        upgrade.startedAt() == null ? "" : DAY.format(upgrade.startedAt()) + " UTC",
        between(upgrade.startedAt(), upgrade.endedAt(), now),
        upgrade.tenants(),
        upgrade.tenants() == 0 ? 0 : done(upgrade.counts()) * 100 / upgrade.tenants(),
        upgrade.backupsProven(),
        size(upgrade.backupBytes()),
        figures(upgrade.counts()),
        segments(upgrade.counts(), upgrade.tenants()),
        upgrade.waves().stream().map(wave -> bar(wave, now)).toList(),
        causes,
        parked,
        lines.stream().map(UpgradePage::line).toList());
  }

  private static WaveBar bar(Board.Wave wave, Instant now) {
    return new WaveBar(
        wave.number(),
        wave.name().isBlank() ? "wave " + wave.number() : wave.name(),
        wave.state(),
        done(wave.counts()),
        wave.tenants(),
        between(wave.startedAt(), wave.endedAt(), now),
        segments(wave.counts(), wave.tenants()));
  }

  private static Line line(Feed.Line line) {
    return new Line(
        CLOCK.format(line.time()),
        line.tenant() == null ? "" : line.tenant(),
        line.cell() == null ? "" : line.cell(),
        line.failed(),
        line.text());
  }

  private static int done(Map<String, Integer> counts) {
    return Stream.of(Cell.values())
        .filter(Cell::isFinal)
        .mapToInt(cell -> counts.getOrDefault(cell.name(), 0))
        .sum();
  }

  private static List<Figure> figures(Map<String, Integer> counts) {
    int inFlight =
        Stream.of(Cell.values())
            .filter(cell -> !cell.isFinal() && cell != Cell.PENDING)
            .mapToInt(cell -> counts.getOrDefault(cell.name(), 0))
            .sum();
    return List.of(
        figure(counts, Cell.UPGRADED),
        figure(counts, Cell.RESTORED),
        figure(counts, Cell.UNTOUCHED),
        figure(counts, Cell.PARKED),
        new Figure("WORKING", "in flight", inFlight),
        figure(counts, Cell.PENDING));
  }

  private static Figure figure(Map<String, Integer> counts, Cell cell) {
    return new Figure(cell.name(), cell.label(), counts.getOrDefault(cell.name(), 0));
  }

  /** The finished first, what waits last; the edges are rounded, so that no gap shows. */
  private static List<Segment> segments(Map<String, Integer> counts, int total) {
    List<Segment> segments = new ArrayList<>();
    int before = 0;
    for (var cell : barOrder()) {
      int count = counts.getOrDefault(cell.name(), 0);
      if (count > 0 && total > 0) {
        int x = before * WIDTH / total;
        int end = (before + count) * WIDTH / total;
        segments.add(new Segment(cell.name(), cell.label(), count, x, Math.max(end - x, 1)));
        before += count;
      }
    }
    return segments;
  }

  private static List<Cell> barOrder() {
    return Stream.concat(
            Stream.of(Cell.UPGRADED, Cell.RESTORED, Cell.UNTOUCHED, Cell.PARKED, Cell.RETRYING),
            Stream.of(Cell.values()).sorted(java.util.Comparator.reverseOrder()))
        .distinct()
        .filter(cell -> cell != Cell.PENDING)
        .toList();
  }

  private static String between(@Nullable Instant from, @Nullable Instant to, Instant now) {
    return from == null
        ? ""
        : Narration.duration(Duration.between(from, to == null ? now : to).toMillis());
  }

  static String size(long bytes) {
    if (bytes < 1_000_000) {
      return Math.max(bytes / 1_000, bytes == 0 ? 0 : 1) + " kB";
    }
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  private static String words(String upperSnake) {
    return upperSnake.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What a person must decide before this goes on. */
  public boolean waits() {
    return state.equals("PAUSED") || !parked.isEmpty();
  }
}
