package dev.drydock.notifier.persistence;

import dev.drydock.notifier.domain.Webhook;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@Entity
@Table(name = "webhook")
class WebhookRow {
  @Id UUID id;
  String url;
  String[] types;

  @Column(name = "sealed_secret")
  String sealedSecret;

  @Column(name = "secret_reference")
  String secretReference;

  String state;
  String reason;

  @Column(name = "created_by")
  String createdBy;

  @Column(name = "created_at")
  Instant createdAt;

  int failures;

  @Column(name = "paused_until")
  Instant pausedUntil;

  static WebhookRow of(Webhook webhook) {
    var row = new WebhookRow();
    row.id = webhook.id();
    row.url = webhook.url().toString();
    row.types = webhook.types().toArray(String[]::new);
    switch (webhook.secret()) {
      case Webhook.Secret.Sealed(var box) -> row.sealedSecret = box;
      case Webhook.Secret.Reference(var value) -> row.secretReference = value;
    }
    row.state = webhook.state();
    row.reason = webhook.reason();
    row.createdBy = webhook.createdBy();
    row.createdAt = webhook.createdAt();
    return row;
  }

  Webhook webhook() {
    var secret =
        sealedSecret != null
            ? new Webhook.Secret.Sealed(sealedSecret)
            : new Webhook.Secret.Reference(secretReference);
    return new Webhook(
        id, URI.create(url), List.of(types), secret, state, reason, createdBy, createdAt);
  }
}
