package dev.drydock.cli.command;

import dev.drydock.cli.view.Output;
import dev.drydock.cli.view.Words;
import dev.drydock.local.stack.LocalStack;
import dev.drydock.local.stack.Service;
import java.time.Duration;
import java.util.Map;

/** Starts a stack and says what is ready, and where. */
public final class StackStart {
  private static final Map<String, String> DETAILS =
      Map.of(
          "kafka", "KRaft, 1 broker",
          "postgresql", "state and tenants",
          "object store", "S3, files");

  private final LocalStack stack;
  private final Output output;

  public StackStart(LocalStack stack, Output output) {
    this.stack = stack;
    this.output = output;
  }

  public void up() {
    output.say(
        "drydock %s · %s on this machine (loopback only, data in %s)"
            .formatted(VersionCommand.VERSION, stack.folder().name(), stack.folder().path()));
    output.say("");
    long begin = System.nanoTime();
    stack.up(this::ready);
    var took = Words.duration(Duration.ofNanos(System.nanoTime() - begin));
    output.say("  %-14s %-22s ready   %s".formatted("stack", "", took));
    output.say("");
    output.say("  dashboard      " + stack.url(Service.NOTIFIER));
    output.say("  API            " + stack.url(Service.COORDINATOR) + "/api/v1");
    output.say("  token          " + stack.folder().tokenFile());
    output.say("");
  }

  private synchronized void ready(String component, Duration took) {
    var detail = DETAILS.getOrDefault(component, "");
    output.say("  %-14s %-22s ready   %s".formatted(component, detail, Words.duration(took)));
  }
}
