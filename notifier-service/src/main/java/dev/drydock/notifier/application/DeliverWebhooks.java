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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due, from a database lease and outside any transaction. Nobody waits for anybody
 * else: whoever is done makes room for what is due next, and a webhook has a few places only.
 */
@ApplicationScoped
public class DeliverWebhooks {
  private static final Logger LOG = Logger.getLogger(DeliverWebhooks.class);
  private static final int AT_ONCE = 32;
  private static final int AT_ONCE_PER_WEBHOOK = 4;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final RetryPolicy RETRIES =
      new RetryPolicy(Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofDays(3));
  private static final RetryPolicy.Pause PAUSE =
      new RetryPolicy.Pause(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final WebhookSecrets secrets;
  private final WebhookSender sender;
  private final MeterRegistry meters;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final AtomicBoolean looking = new AtomicBoolean();

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
  void run() {
    look();
  }

  /** Leases what is due and has a place, and starts to send it. */
  private synchronized void look() {
    looking.set(false);
    int free = places.availablePermits();
    if (free == 0) {
      return;
    }
    var due = QuarkusTransaction.requiringNew().call(() -> lease(free));
    if (due.isEmpty()) {
      return;
    }
    var hooks = QuarkusTransaction.requiringNew().call(this::byId);
    for (var delivery : due) {
      places.acquireUninterruptibly();
      threads.execute(() -> attempt(delivery, hooks.get(delivery.webhook())));
    }
  }

  private List<Delivery> lease(int free) {
    return deliveries.lease(free, AT_ONCE_PER_WEBHOOK, clock.instant(), LEASE);
  }

  private Map<UUID, Webhook> byId() {
    return webhooks.all().stream().collect(Collectors.toMap(Webhook::id, hook -> hook));
  }

  private void attempt(Delivery delivery, @Nullable Webhook hook) {
    try {
      var outcome = hook == null ? new Outcome.Gone() : send(delivery, hook);
      QuarkusTransaction.requiringNew().run(() -> record(delivery, outcome));
    } finally {
      places.release();
      if (looking.compareAndSet(false, true) && !threads.isShutdown()) {
        threads.execute(this::look);
      }
    }
  }

  private Outcome send(Delivery delivery, Webhook hook) {
    try {
      long timestamp = clock.instant().getEpochSecond();
      return sender.send(
          hook.url(), secrets.sign(hook, delivery.messageId(), timestamp, delivery.body()));
    } catch (WebhookSecrets.Unresolved e) {
      return new Outcome.Failed(0, "SECRET_UNRESOLVED", null);
    } catch (RuntimeException e) {
      LOG.warnf("webhook %s could not be sent to: %s", hook.id(), e.getClass().getName());
      return new Outcome.Failed(0, "UNSENDABLE", null);
    }
  }

  private void record(Delivery delivery, Outcome outcome) {
    var now = clock.instant();
    switch (outcome) {
      case Outcome.Delivered(var status) -> {
        deliveries.delivered(delivery.id(), delivery.attempt(), status, now);
        webhooks.answered(delivery.webhook());
        count("delivered");
      }
      case Outcome.Gone _ -> {
        deliveries.failed(delivery.id(), delivery.attempt(), 410, "GONE", null);
        webhooks.disable(delivery.webhook(), "GONE");
        LOG.warnf("webhook %s answered 410 and is disabled", delivery.webhook());
        count("gone");
      }
      case Outcome.Failed failed -> failed(delivery, failed, now);
    }
  }

  private void failed(Delivery delivery, Outcome.Failed failed, Instant now) {
    double random = ThreadLocalRandom.current().nextDouble();
    var next =
        RETRIES.next(delivery.attempt(), delivery.createdAt(), now, failed.retryAfter(), random);
    deliveries.failed(
        delivery.id(), delivery.attempt(), failed.status(), failed.code(), next.orElse(null));
    int failures = webhooks.failures(delivery.webhook()) + 1;
    webhooks.pause(
        delivery.webhook(), failures, now.plus(PAUSE.after(failures, failed.retryAfter(), random)));
    count(next.isPresent() ? "retried" : "given_up");
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
