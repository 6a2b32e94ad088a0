package dev.drydock.notifier.application;

import dev.drydock.notifier.domain.Webhook;
import java.util.Optional;
import java.util.UUID;

/** The signing secrets of webhooks. */
public interface WebhookSecrets {
  /** A new secret in the Standard Webhooks form, {@code whsec_...}; shown once. */
  String generate();

  Webhook.Secret.Sealed seal(UUID webhook, String secret);

  /** Why a reference cannot be used, as a sentence; empty when it can be. */
  Optional<String> objection(String reference);

  /**
   * @throws Unresolved when a reference does not lead to a secret
   */
  WebhookSender.SignedMessage sign(Webhook webhook, String messageId, long timestamp, String body);

  /** The secret cannot be had; trying again after it was mended helps. */
  final class Unresolved extends RuntimeException {}
}
