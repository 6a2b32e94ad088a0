package dev.drydock.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.cli.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UPGRADE =
      """
      {"id":"up-01JD7F3K2X","release":"etsy-sync:1.1.0","state":"COMPLETED_WITH_FAILURES",
       "startedAt":"2026-11-24T10:00:00Z","endedAt":"2026-11-24T10:00:31Z",
       "counts":{"upgraded":57,"restored":1,"untouched":2,"parked":0},"backupsProven":59,
       "waves":[{"number":0,"name":"canary","tenants":2,"counts":{"upgraded":2},
                 "startedAt":"2026-11-24T10:00:00Z","endedAt":"2026-11-24T10:00:02Z"},
                {"number":1,"name":"wave 1","tenants":58,
                 "counts":{"upgraded":55,"restored":1,"untouched":2},
                 "startedAt":"2026-11-24T10:00:02Z","endedAt":"2026-11-24T10:00:31Z"}],
       "failures":[{"tenant":"shop-0041","state":"UNTOUCHED","step":"MIGRATE",
         "failure":{"code":"FOREIGN_KEY_VIOLATION",
                    "summary":"V1_1_2__orders_shop.sql:7 foreign key violation (23503)"}}]}
      """;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void whenAnUpgradeIsShown_thenFailuresAndTheNextStepAreThere() throws JsonProcessingException {
    var lines = new UpgradeLines(new Terminal(false, false, 100)).all(JSON.readTree(UPGRADE));

    assertThat(lines)
        .contains(
            "upgrade up-01JD7F3K2X   etsy-sync:1.1.0   COMPLETED_WITH_FAILURES",
            "├─ wave 0 canary    ✔ 2/2       2.0s",
            "└─ wave 1           ✔ 58/58     29.0s",
            "DONE WITH FAILURES   57 upgraded · 1 restored · 2 untouched · 0 parked"
                + "      59 backups proven · 31.0s",
            "next: drydock retry up-01JD7F3K2X --failed")
        .anyMatch(line -> line.contains("✖ shop-0041") && line.endsWith("untouched"));
  }

  @Test
  void whenNotATerminal_thenEachChangeIsSaidOnce() throws JsonProcessingException {
    var time = new AtomicLong();
    var view = new PlainLines(out, time::get);

    view.upgrade(JSON.readTree(UPGRADE), new StepCounts());
    view.upgrade(JSON.readTree(UPGRADE), new StepCounts());
    time.addAndGet(Duration.ofSeconds(30).toNanos());
    view.upgrade(JSON.readTree(UPGRADE), new StepCounts());

    assertThat(text().lines().filter(line -> line.contains("shop-0041"))).hasSize(1);
    assertThat(text().lines().filter(line -> line.startsWith("wave 0 canary finished"))).hasSize(1);
    assertThat(text().lines().filter(line -> line.contains("0 in flight"))).hasSize(1);
    assertThat(text()).doesNotContain("\u001b");
  }

  @Test
  void whenTheTerminalIsDumbOrColourIsUnwanted_thenNoEscapeIsPrinted() {
    assertThat(Terminal.of(Map.of("DRYDOCK_TTY", "1", "TERM", "dumb")).live()).isFalse();
    assertThat(Terminal.of(Map.of("DRYDOCK_TTY", "1", "TERM", "xterm", "NO_COLOR", "1")))
        .isEqualTo(new Terminal(true, false, 100));
    assertThat(Terminal.of(Map.of("TERM", "xterm")).live()).isFalse();
  }

  @Test
  void whenAListIsPrinted_thenEachFormatGivesTheWholeId() {
    var id = "a-very-long-tenant-id-that-is-never-cut-0000000000000000000000001";
    JsonNode tenant = JSON.createObjectNode().put("id", id).put("state", "IDLE");
    for (var format : Format.values()) {
      bytes.reset();
      var output = new Output(format, out, out, new Terminal(false, false, 40));
      output.list(Stream.of(tenant), "/id", List.of(Column.of("ID", "/id")));
      assertThat(text()).as(format.name()).contains(id);
    }
  }

  @Test
  void whenATenantsNamesHoldControlCharacters_thenNoneReachesTheTerminal()
      throws JsonProcessingException {
    // given
    var evil = "x\u001b]0;owned\u0007\r\nfake line\u009b2J\u202e";
    var upgrade = (ObjectNode) JSON.readTree(UPGRADE);
    var failure = (ObjectNode) upgrade.at("/failures/0/failure");
    failure.put("summary", evil);
    ((ObjectNode) upgrade.at("/waves/0")).put("name", evil);

    // when
    new PlainLines(out, () -> 0).upgrade(upgrade, new StepCounts());
    new LiveBlock(out, new Terminal(true, false, 100), "").upgrade(upgrade, new StepCounts());
    var output = new Output(Format.TABLE, out, out, new Terminal(false, false, 100));
    output.list(Stream.of(failure), "/summary", List.of(Column.of("WHY", "/summary")));
    output.one(upgrade, "/id", new UpgradeLines(output.terminal()).all(upgrade));

    // then
    assertThat(text()).contains("fake line").doesNotContainPattern("(?m)^fake");
    assertThat(text().codePoints().filter(c -> c != '\n').filter(Character::isISOControl))
        .isEmpty();
    assertThat(text()).doesNotContain("\u202e");
  }

  @Test
  void whenTheWatcherHasDetached_thenNothingIsDrawnOverWhatItWasTold()
      throws JsonProcessingException {
    var running = ((ObjectNode) JSON.readTree(UPGRADE)).put("state", "RUNNING");
    var view = new LiveBlock(out, new Terminal(true, false, 100), "http://127.0.0.1:8080");
    view.upgrade(running, new StepCounts());
    view.end();
    int length = text().length();

    view.upgrade(running, new StepCounts());

    assertThat(text()).hasSize(length).contains("come back: drydock watch up-01JD7F3K2X\n");
  }

  @Test
  void whenAnUpgradeEnds_thenTheExitCodeSaysHow() {
    assertThat(exitCode("COMPLETED")).isEqualTo(0);
    assertThat(exitCode("COMPLETED_WITH_FAILURES")).isEqualTo(3);
    assertThat(exitCode("PAUSED")).isEqualTo(4);
    assertThat(exitCode("ABORTED")).isEqualTo(4);
    assertThat(exitCode("RUNNING")).isEqualTo(5);
  }

  @Test
  void whenAPersonPausedIt_thenTheWatchGoesOn() {
    var byPerson = JSON.createObjectNode().put("state", "PAUSED").put("reason", "OPERATOR");
    var byBudget = JSON.createObjectNode().put("state", "PAUSED").put("reason", "FAILURE_BUDGET");

    assertThat(UpgradeStates.isOver(byPerson)).isFalse();
    assertThat(UpgradeStates.isOver(byBudget)).isTrue();
  }

  @Test
  void sizesAndDurationsAreReadable() {
    assertThat(Words.size(999)).isEqualTo("999 B");
    assertThat(Words.size(1_300_000)).isEqualTo("1.3 MB");
    assertThat(Words.size(38_000_000)).isEqualTo("38 MB");
    assertThat(Words.duration(Duration.ofMillis(1930))).isEqualTo("1.9s");
    assertThat(Words.duration(Duration.ofSeconds(125))).isEqualTo("2m 05s");
  }

  private static int exitCode(String state) {
    return ExitCode.of(JSON.createObjectNode().put("state", state));
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
