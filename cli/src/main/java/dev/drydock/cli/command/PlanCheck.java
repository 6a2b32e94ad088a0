package dev.drydock.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.cli.http.Api;
import dev.drydock.cli.view.Output;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Has every tenant asked and waits for the plan; the coordinator bounds the wait. */
final class PlanCheck {
  private static final Duration POLL = Duration.ofMillis(400);
  private static final Duration SAY_EVERY = Duration.ofSeconds(10);

  private final Api coordinator;
  private final Output output;
  private long saidNanos;

  PlanCheck(Api coordinator, Output output) {
    this.coordinator = coordinator;
    this.output = output;
  }

  JsonNode of(ObjectNode request) {
    var plan = coordinator.post("/plans", request.put("check", true));
    var path = "/plans/" + Api.encoded(plan.path("id").asText());
    saidNanos = System.nanoTime() - SAY_EVERY.toNanos();
    while (plan.path("state").asText().equals("CHECKING")) {
      say(plan);
      LockSupport.parkNanos(POLL.toNanos());
      plan = coordinator.get(path);
    }
    if (output.terminal().live()) {
      output.talk().print("\r\u001b[K");
      output.talk().flush();
    }
    return plan;
  }

  private void say(JsonNode plan) {
    var line =
        "checking tenants  %d/%d"
            .formatted(plan.at("/checked/done").asInt(), plan.at("/checked/of").asInt());
    if (output.terminal().live()) {
      output.talk().print("\r\u001b[K" + line);
      output.talk().flush();
    } else if (System.nanoTime() - saidNanos >= SAY_EVERY.toNanos()) {
      output.say(line);
      saidNanos = System.nanoTime();
    }
  }
}
