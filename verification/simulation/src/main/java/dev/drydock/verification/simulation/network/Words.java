package dev.drydock.verification.simulation.network;

import dev.drydock.contracts.Message;

/** Messages as a history tells them. */
final class Words {
  static String of(Message<?> message) {
    var envelope = message.envelope();
    return "%s of %s token %s"
        .formatted(
            message.data().getClass().getSimpleName(), envelope.tenantId(), envelope.token());
  }

  private Words() {}
}
