package dev.drydock.messaging;

import dev.drydock.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Creates the topics of the contracts, and creates them again whenever one is missing. */
@ApplicationScoped
class TopicKeeper {
  private static final Logger LOG = Logger.getLogger(TopicKeeper.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final KafkaClients kafka;
  private final Duration every;
  private final short replicas;
  private final Bell bell = new Bell();
  private final CountDownLatch complete = new CountDownLatch(1);

  private volatile boolean stopping;
  private volatile boolean autoCreation;
  private boolean autoCreationRead;
  private boolean failing;
  private @Nullable Thread thread;
  private @Nullable Admin admin;

  @Inject
  TopicKeeper(KafkaClients kafka, MessagingConfig messaging) {
    this.kafka = kafka;
    this.every = messaging.topicCheck();
    this.replicas = messaging.replicationFactor();
  }

  /** Waits until every topic is there, or for so long. */
  void start(Duration wait) {
    thread = Thread.ofPlatform().name("drydock-topics").daemon().start(this::run);
    try {
      if (!complete.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("no broker yet: starting without it, topics follow");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (autoCreation) {
      throw new IllegalStateException(
          "the broker creates topics by itself (auto.create.topics.enable=true): switch it off");
    }
  }

  /** A topic may be missing: look now. */
  void wake() {
    bell.ring();
  }

  void stop() {
    stopping = true;
    bell.ring();
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void run() {
    while (!stopping && !Thread.currentThread().isInterrupted()) {
      try {
        bell.await(step());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    close();
  }

  private Duration step() throws InterruptedException {
    try {
      readAutoCreation();
      createMissing();
      complete.countDown();
      if (failing) {
        failing = false;
        LOG.info("broker answers again");
      }
      return every;
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      if (!failing) {
        failing = true;
        var reason = Optional.ofNullable(e.getCause()).orElse(e);
        LOG.warnf("topics cannot be checked: %s", reason.getClass().getSimpleName());
      }
      return SOON;
    }
  }

  private void createMissing() throws ExecutionException, TimeoutException, InterruptedException {
    var present = open().listTopics().names().get(10, TimeUnit.SECONDS);
    var missing = missing(present);
    if (missing.isEmpty()) {
      return;
    }
    for (var creation : open().createTopics(missing).values().entrySet()) {
      try {
        creation.getValue().get(10, TimeUnit.SECONDS);
        LOG.infof("created topic %s", creation.getKey());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private List<NewTopic> missing(Set<String> present) {
    var missing = new ArrayList<NewTopic>();
    for (var topic : Topics.ALL) {
      if (!present.contains(topic.name())) {
        missing.add(
            new NewTopic(
                    topic.name(),
                    Optional.of(topic.partitions()),
                    replicas < 0 ? Optional.empty() : Optional.of(replicas))
                .configs(topic.settings()));
      }
    }
    return missing;
  }

  /** Once; a broker that does not tell is taken at the operator's word. */
  private void readAutoCreation()
      throws TimeoutException, InterruptedException, ExecutionException {
    if (autoCreationRead) {
      return;
    }
    var node = open().describeCluster().nodes().get(10, TimeUnit.SECONDS).iterator().next();
    var resource = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
    try {
      var settings =
          open().describeConfigs(Set.of(resource)).all().get(10, TimeUnit.SECONDS).get(resource);
      var entry = settings == null ? null : settings.get("auto.create.topics.enable");
      autoCreation = entry != null && "true".equals(entry.value());
    } catch (ExecutionException e) {
      LOG.infof(
          "whether the broker creates topics by itself cannot be read: %s",
          e.getCause() == null ? "unknown" : e.getCause().getClass().getSimpleName());
    }
    autoCreationRead = true;
  }

  private Admin open() {
    var current = admin;
    if (current == null) {
      current = kafka.admin();
      admin = current;
    }
    return current;
  }

  private void close() {
    var current = admin;
    if (current != null) {
      current.close(Duration.ZERO);
    }
  }
}
