package dev.drydock.notifier.application;

import dev.drydock.contracts.MessageTypes;
import dev.drydock.notifier.domain.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Subscribes, lists and unsubscribes receivers of events. */
@ApplicationScoped
public class ManageWebhooks {
  /** The type of the message that tries a webhook out. */
  public static final String TEST_TYPE = "dev.drydock.webhook.test.v1";

  private static final String EVENT_PREFIX = "dev.drydock.upgrade.";

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final WebhookSecrets secrets;
  private final WebhookSender sender;
  private final Clock clock;

  ManageWebhooks(
      Webhooks webhooks,
      Deliveries deliveries,
      WebhookSecrets secrets,
      WebhookSender sender,
      Clock clock) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.secrets = secrets;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * @param secret shown once; {@code null} when the subscriber gave a reference
   */
  public record Subscribed(Webhook webhook, @Nullable String secret) {}

  /** What is wrong with a wish, by field. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String field;

    Refused(String field, String sentence) {
      super(sentence);
      this.field = field;
    }

    public String field() {
      return field;
    }
  }

  /**
   * @param types empty for all
   * @param reference {@code env:} or {@code file:}, {@code null} to have a secret generated
   * @throws Refused when the URL, a type or the reference cannot be
   */
  @Transactional
  public Subscribed subscribe(URI url, List<String> types, @Nullable String reference, String by) {
    sender.objection(url).ifPresent(why -> refuse("url", why));
    types.stream()
        .filter(type -> !type.startsWith(EVENT_PREFIX) || MessageTypes.classOf(type).isEmpty())
        .findFirst()
        .ifPresent(type -> refuse("events", "names a type that is no event of an upgrade"));
    var id = UUID.randomUUID();
    if (reference == null) {
      var secret = secrets.generate();
      return new Subscribed(add(id, url, types, secrets.seal(id, secret), by), secret);
    }
    secrets.objection(reference).ifPresent(why -> refuse("secretReference", why));
    return new Subscribed(add(id, url, types, new Webhook.Secret.Reference(reference), by), null);
  }

  private static void refuse(String field, String why) {
    throw new Refused(field, why);
  }

  private Webhook add(UUID id, URI url, List<String> types, Webhook.Secret secret, String by) {
    var webhook = new Webhook(id, url, types, secret, "ENABLED", null, by, clock.instant());
    webhooks.add(webhook);
    return webhook;
  }

  @Transactional
  public List<Webhook> list() {
    return webhooks.all();
  }

  @Transactional
  public boolean unsubscribe(UUID id) {
    return webhooks.remove(id);
  }

  /**
   * Plans one message that says who asked for it.
   *
   * @return its delivery, empty for an unknown webhook
   */
  @Transactional
  public Optional<Long> test(UUID id, String by) {
    var now = clock.instant();
    var messageId = UUID.randomUUID().toString();
    var body =
        """
        {"specversion":"1.0","id":"%s","source":"/drydock/notifier","type":"%s","time":"%s",\
        "datacontenttype":"application/json","data":{"requestedBy":"%s"}}\
        """
            .formatted(messageId, TEST_TYPE, now, by);
    return webhooks.find(id).map(hook -> deliveries.planOne(id, messageId, TEST_TYPE, body, now));
  }

  /** Newest first; empty for an unknown webhook. */
  @Transactional
  public Optional<List<Deliveries.State>> deliveries(UUID id, int limit) {
    return webhooks.find(id).map(_ -> deliveries.of(id, limit));
  }

  @Transactional
  public boolean redeliver(UUID id, long delivery) {
    return deliveries.again(id, delivery, clock.instant());
  }
}
