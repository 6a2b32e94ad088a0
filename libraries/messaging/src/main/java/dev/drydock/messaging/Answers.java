package dev.drydock.messaging;

import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.NameBasedId;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Result;
import java.time.Instant;

/** What goes back for a command: under its token, with an ID that follows from its ID. */
final class Answers {
  static Message<Result> result(Envelope command, Result result, String source, Instant now) {
    return new Message<>(
        envelope(command, MessageTypes.of(result.getClass()), "", source, now), result);
  }

  /**
   * @param instance distinguishes this progress from others of the same command
   */
  static Message<Progress> progress(
      Envelope command, Progress progress, String instance, String source, Instant now) {
    return new Message<>(
        envelope(command, MessageTypes.of(Progress.class), "/" + instance, source, now), progress);
  }

  private static Envelope envelope(
      Envelope command, String type, String suffix, String source, Instant now) {
    var key =
        String.join(
            "/",
            type,
            command.upgradeId().value(),
            command.tenantId().value(),
            command.token().toString(),
            command.id());
    return new Envelope(
        NameBasedId.of(key + suffix).toString(),
        type,
        source,
        now,
        command.upgradeId(),
        command.tenantId(),
        command.token(),
        0,
        command.id(),
        null,
        command.traceparent());
  }

  private Answers() {}
}
