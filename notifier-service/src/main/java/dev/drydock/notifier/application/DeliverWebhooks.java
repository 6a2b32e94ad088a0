package dev.drydock.notifier.application;

import dev.drydock.notifier.domain.Delivery;
import dev.drydock.notifier.domain.Delivery.Outcome;
import dev.drydock.notifier.domain.RetryPolicy;
import dev.drydock.notifier.domain.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Sends what is due, from a database lease and outside any transaction. */
@ApplicationScoped
public class DeliverWebhooks {
  private static final Logger LOG = Logger.getLogger(DeliverWebhooks.class);
  private static final int AT_ONCE = 16;
  private static final int ROUNDS = 50;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final RetryPolicy RETRIES =
      new RetryPolicy(Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofDays(3));

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final WebhookSecrets secrets;
  private final WebhookSender sender;
  private final MeterRegistry meters;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  DeliverWebhooks(
      Webhooks webhooks,
      Deliveries deliveries,
      WebhookSecrets secrets,
      WebhookSender sender,
      MeterRegistry meters,
      Clock clock) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.secrets = secrets;
    this.sender = sender;
    this.meters = meters;
    this.clock = clock;
  }

  @Scheduled(
      every = "${drydock.webhooks.every:1s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void run() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      var due = QuarkusTransaction.requiringNew().call(this::lease);
      if (due.isEmpty()) {
        return;
      }
      var hooks = QuarkusTransaction.requiringNew().call(this::byId);
      threads.invokeAll(due.stream().map(delivery -> attempt(delivery, hooks)).toList());
    }
  }

  private List<Delivery> lease() {
    return deliveries.lease(AT_ONCE, clock.instant(), LEASE);
  }

  private Map<UUID, Webhook> byId() {
    return webhooks.all().stream().collect(Collectors.toMap(Webhook::id, hook -> hook));
  }

  private Callable<Outcome> attempt(Delivery delivery, Map<UUID, Webhook> hooks) {
    return () -> {
      var hook = hooks.get(delivery.webhook());
      var outcome = hook == null ? new Outcome.Gone() : send(delivery, hook);
      QuarkusTransaction.requiringNew().run(() -> record(delivery, outcome));
      return outcome;
    };
  }

  private Outcome send(Delivery delivery, Webhook hook) {
    try {
      long timestamp = clock.instant().getEpochSecond();
      return sender.send(
          hook.url(), secrets.sign(hook, delivery.messageId(), timestamp, delivery.body()));
    } catch (WebhookSecrets.Unresolved e) {
      return new Outcome.Failed(0, "SECRET_UNRESOLVED", null);
    }
  }

  private void record(Delivery delivery, Outcome outcome) {
    var now = clock.instant();
    switch (outcome) {
      case Outcome.Delivered(var status) -> {
        deliveries.delivered(delivery.id(), delivery.attempt(), status, now);
        count("delivered");
      }
      case Outcome.Gone _ -> {
        deliveries.failed(delivery.id(), delivery.attempt(), 410, "GONE", null);
        webhooks.disable(delivery.webhook(), "GONE");
        LOG.warnf("webhook %s answered 410 and is disabled", delivery.webhook());
        count("gone");
      }
      case Outcome.Failed failed -> {
        var next =
            RETRIES.next(
                delivery.attempt(),
                delivery.createdAt(),
                now,
                failed.retryAfter(),
                ThreadLocalRandom.current().nextDouble());
        deliveries.failed(
            delivery.id(), delivery.attempt(), failed.status(), failed.code(), next.orElse(null));
        count(next.isPresent() ? "retried" : "given_up");
      }
    }
  }

  private void count(String outcome) {
    meters.counter("drydock.notifier.webhook.attempts", "outcome", outcome).increment();
  }

  @Scheduled(every = "1h", delayed = "2m")
  void dropOld() {
    QuarkusTransaction.requiringNew()
        .run(() -> deliveries.dropOlderThan(clock.instant().minus(KEPT)));
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
