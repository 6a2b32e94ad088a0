package dev.drydock.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.http.FakeService;
import dev.drydock.cli.http.FakeService.Answer;
import dev.drydock.cli.view.Format;
import dev.drydock.cli.view.Output;
import dev.drydock.cli.view.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlanTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAN =
      """
      {"id":"plan-1","state":"READY","checked":{"done":60,"of":60},"release":"etsy-sync:1.1.0",
       "waves":[{"name":"canary","tenants":2,"sizeBytes":1100000,"sizesUnknown":0,
                 "gate":"failed <= 10%"},
                {"name":"wave-1","tenants":12,"sizeBytes":9800000,"sizesUnknown":0,
                 "gate":"failed <= 10%"},
                {"name":"rest","tenants":45,"sizeBytes":38000000,"sizesUnknown":0,
                 "gate":"failed <= 10%"}],
       "scripts":["V1_1_0__shops.sql","V1_1_1__backfill.sql"],"nonTransactional":[],
       "refused":[{"tenant":"shop-0017","reason":"orders.note drift","advice":"Drop it."}],
       "notes":[],"counts":{"toUpgrade":59,"alreadyThere":0,"refused":1}}
      """;

  private final ByteArrayOutputStream talk = new ByteArrayOutputStream();
  private final Output output =
      new Output(
          Format.TABLE,
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
          new PrintStream(talk, true, StandardCharsets.UTF_8),
          new Terminal(false, false, 100));

  @Test
  void whenAPlanIsShown_thenWavesScriptsAndRefusalsComeBeforeTheSummary() throws Exception {
    assertThat(PlanLines.of(JSON.readTree(PLAN)))
        .containsExactly(
            "  wave      tenants  size           proof     gate",
            "  canary          2  1.1 MB         restored  failed <= 10%",
            "  wave-1         12  9.8 MB         restored  failed <= 10%",
            "  rest           45  38 MB          restored  failed <= 10%",
            "",
            "  scripts  V1_1_0__shops.sql · V1_1_1__backfill.sql      transactional yes",
            "  skipped  0 already there      refused  1",
            "  ✖ shop-0017: orders.note drift",
            "      Drop it.",
            "Plan: 59 to upgrade, 0 already there, 1 refused. 59 backups, about 49 MB.");
  }

  @Test
  void givenAFleetWhereEverythingIsMany_whenShown_thenTakesAtMost25Lines() throws Exception {
    var lines = PlanLines.of(huge());

    assertThat(lines).hasSizeLessThanOrEqualTo(25).noneMatch(line -> line.contains("\n"));
    assertThat(lines)
        .contains("  ... and 292 more waves: -o json", "  ... and 4997 more refused: -o json");
    assertThat(lines.getLast())
        .isEqualTo(
            "Plan: 300 to upgrade, 0 already there, 5000 refused."
                + " 300 backups, about 300 kB and 300 of unknown size.");
  }

  @Test
  void givenTenantsThatTakeTheirTime_whenAsked_thenProgressIsSaidAndThePlanComesReady() {
    var asked = new AtomicInteger();
    try (var service =
        new FakeService(
            0,
            request ->
                Answer.ok(
                    asked.getAndIncrement() < 2 ? PLAN.replace("READY", "CHECKING") : PLAN))) {
      var plan = new PlanCheck(new Api(service.url(), "t"), output).of(JSON.createObjectNode());

      assertThat(plan.path("state").asText()).isEqualTo("READY");
      assertThat(service.requests().getFirst()).startsWith("POST /api/v1/plans ");
      assertThat(service.requests().getLast()).startsWith("GET /api/v1/plans/plan-1 ");
      assertThat(talk.toString(StandardCharsets.UTF_8)).isEqualTo("checking tenants  60/60\n");
    }
  }

  @Test
  void givenAPlanThatAskedNobody_whenShown_thenSaysSo() throws Exception {
    var plan = (ObjectNode) JSON.readTree(PLAN);
    plan.remove("state");

    assertThat(PlanLines.of(plan)).anyMatch(line -> line.startsWith("No tenant was asked"));
  }

  private static JsonNode huge() throws JsonProcessingException {
    var plan = (ObjectNode) JSON.readTree(PLAN);
    plan.remove("state");
    for (int i = 0; i < 297; i++) {
      plan.withArray("waves").add(plan.path("waves").get(0).deepCopy());
    }
    for (var wave : plan.path("waves")) {
      ((ObjectNode) wave).put("tenants", 1).put("sizeBytes", 1000).put("sizesUnknown", 1);
    }
    for (int i = 0; i < 99; i++) {
      plan.withArray("refused").add(plan.path("refused").get(0).deepCopy());
      plan.withArray("notes").addObject().put("tenant", "a").put("note", "two\nlines");
      plan.withArray("scripts").add("V" + i + "__x.sql");
      plan.withArray("nonTransactional").add("V" + i + "__x.sql");
    }
    plan.putObject("counts").put("toUpgrade", 300).put("refused", 5000);
    return plan;
  }
}
