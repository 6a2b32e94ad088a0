package dev.drydock.coordinator.system;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Command;
import dev.drydock.contracts.Envelope;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.NameBasedId;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Topics;
import dev.drydock.messaging.WireCodec;
import dev.drydock.messaging.WireCodec.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Answers commands at once, over the real topics; a test says what else than success. */
final class FakeWorkers implements AutoCloseable {
  static final Fingerprint FINGERPRINT = new Fingerprint("pg-1", "aa", "bb", 3);

  private final WireCodec codec;
  private final Function<Message<? extends Command>, @Nullable Result> answers;
  private final List<Message<? extends Command>> received = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private final String bootstrap;
  private volatile boolean closed;

  FakeWorkers(
      WireCodec codec,
      String bootstrap,
      Function<Message<? extends Command>, @Nullable Result> answers) {
    this.codec = codec;
    this.bootstrap = bootstrap;
    this.answers = answers;
    this.thread = Thread.ofPlatform().name("fake-workers").start(this::run);
  }

  List<Message<? extends Command>> received() {
    return List.copyOf(received);
  }

  private void run() {
    try (var consumer =
            new KafkaConsumer<>(
                Map.<String, Object>of(
                    "bootstrap.servers",
                    bootstrap,
                    "group.id",
                    "fake-workers-" + System.nanoTime(),
                    "group.protocol",
                    "consumer",
                    "auto.offset.reset",
                    "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      consumer.subscribe(List.of(Topics.MIGRATION_COMMANDS, Topics.BACKUP_COMMANDS));
      while (!closed) {
        for (var sent : consumer.poll(Duration.ofMillis(100))) {
          if (codec.decode(sent) instanceof Decoded.Readable(var message)
              && message.data() instanceof Command command) {
            answer(new Message<>(message.envelope(), command), producer);
          }
        }
      }
    }
  }

  private void answer(Message<? extends Command> command, KafkaProducer<byte[], byte[]> producer) {
    received.add(command);
    var result = answers.apply(command);
    if (result != null) {
      var _ = producer.send(codec.encode(Topics.RESULTS, message(command.envelope(), result)));
    }
  }

  /** The answer as a worker would send it. */
  static Message<Result> message(Envelope of, Result result) {
    var type = MessageTypes.of(result.getClass());
    var key = type + "/" + of.upgradeId() + "/" + of.tenantId() + "/" + of.token() + "/" + of.id();
    return new Message<>(
        new Envelope(
            NameBasedId.of(key).toString(),
            type,
            "/drydock/fake",
            Instant.now(),
            of.upgradeId(),
            of.tenantId(),
            of.token(),
            0,
            of.id(),
            null,
            null),
        result);
  }

  /** What a worker says when all goes well. */
  static Result success(Message<? extends Command> message) {
    var envelope = message.envelope();
    return switch (message.data()) {
      case Command.CheckTenant _ ->
          new Result.PreflightPassed("1.0.0", List.of("V2__a.sql"), List.of(), 1000, List.of());
      case Command.QuiesceTenant _ -> new Result.TenantQuiesced(1);
      case Command.TakeBackup take ->
          new Result.BackupTaken(
              new BackupReference(
                  take.backup(),
                  envelope.tenantId(),
                  envelope.upgradeId(),
                  envelope.token(),
                  "backups/" + take.backup(),
                  "cc",
                  100,
                  "1.0.0",
                  FINGERPRINT,
                  Instant.parse("2026-01-01T00:00:00Z")),
              5);
      case Command.ProveBackup prove ->
          new Result.BackupProven(prove.backup().id(), FINGERPRINT, 5);
      case Command.MigrateTenant _ -> new Result.TenantMigrated("1.1.0", 1, 5);
      case Command.InspectTenant _ -> new Result.TenantInspected(Result.Finding.UNCHANGED, null);
      case Command.VerifyTenant _ -> new Result.TenantVerified("1.1.0", 1);
      case Command.RestoreBackup _ -> new Result.BackupRestored("kept", 5);
      case Command.ProveRestore _ -> new Result.RestoreProven(FINGERPRINT);
      case Command.ReleaseTenant _ -> new Result.TenantReleased();
    };
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
