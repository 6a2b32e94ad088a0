package dev.drydock.notifier.application;

import dev.drydock.notifier.domain.Delivery;
import java.net.URI;
import java.util.Optional;

/** Sends one delivery; connects only to addresses that the policy accepts. */
public interface WebhookSender {
  Delivery.Outcome send(URI url, SignedMessage message);

  /**
   * Why this URL cannot be a receiver, as a sentence; empty when it can be.
   *
   * @param url as the user gave it
   */
  Optional<String> objection(URI url);

  /** A body and its Standard Webhooks headers. */
  record SignedMessage(String id, long timestamp, String signature, String body) {}
}
