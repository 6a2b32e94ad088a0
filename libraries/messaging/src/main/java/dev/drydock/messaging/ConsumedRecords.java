package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drydock.contracts.Message;
import dev.drydock.contracts.Topics;
import dev.drydock.messaging.WireCodec.Decoded.Readable;
import dev.drydock.messaging.WireCodec.Decoded.Unreadable;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/** {@link Consumed} with dead letters that go through the outbox. */
@ApplicationScoped
class ConsumedRecords implements Consumed {
  private static final Logger LOG = Logger.getLogger(ConsumedRecords.class);
  private static final int MOST_TOGETHER = 4;
  private static final int MOST_ALONE = 6;
  private static final int MOST_VALUE_BYTES = 900 * 1024;
  private static final int MOST_HEADER_BYTES = 64 * 1024;

  private final WireCodec codec;
  private final Transactions transactions;
  private final RelayLoop relay;
  private final MeterRegistry metrics;
  private final String deadLetters;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Duration firstPause;

  @Inject
  ConsumedRecords(
      WireCodec codec,
      Transactions transactions,
      RelayLoop relay,
      Service service,
      MeterRegistry metrics) {
    this(codec, transactions, relay, service, metrics, Duration.ofMillis(250));
  }

  ConsumedRecords(
      WireCodec codec,
      Transactions transactions,
      RelayLoop relay,
      Service service,
      MeterRegistry metrics,
      Duration firstPause) {
    this.codec = codec;
    this.transactions = transactions;
    this.relay = relay;
    this.metrics = metrics;
    this.deadLetters = Topics.deadLettersOf(service.name());
    this.firstPause = firstPause;
  }

  /** A message and the record that it was. */
  private record Read(ConsumerRecord<byte[], byte[]> from, Message<?> message) {}

  /** The one reason not to handle a batch: it is not acknowledged, and comes again. */
  private static final class Stopped extends IllegalStateException {
    private Stopped(String message) {
      super(message);
    }
  }

  private record DeadLetter(ConsumerRecord<byte[], byte[]> from, String code) {}

  @Override
  public List<Message<?>> readable(ConsumerRecords<byte[], byte[]> batch) {
    return messagesOf(read(batch));
  }

  private static List<Message<?>> messagesOf(List<Read> reads) {
    var messages = new ArrayList<Message<?>>();
    reads.forEach(read -> messages.add(read.message()));
    return messages;
  }

  private List<Read> read(ConsumerRecords<byte[], byte[]> batch) {
    var readable = new ArrayList<Read>();
    var unreadable = new ArrayList<DeadLetter>();
    for (var record : batch) {
      switch (codec.decode(record)) {
        case Readable(var message) -> readable.add(new Read(record, message));
        case Unreadable(var code) -> unreadable.add(new DeadLetter(record, code));
      }
    }
    bury(unreadable);
    return readable;
  }

  @Override
  public void handle(ConsumerRecords<byte[], byte[]> batch, Consumer<List<Message<?>>> use) {
    var pause = firstPause;
    while (true) {
      try {
        var reads = read(batch);
        if (!reads.isEmpty()) {
          use(reads, use);
        }
        return;
      } catch (Stopped e) {
        throw e;
      } catch (Transactions.DatabaseUnavailable e) {
        LOG.warnf("%s: a batch waits: %s", deadLetters, e.getMessage());
        pause = pauseFor(pause);
      } catch (RuntimeException | Error e) {
        // Whatever is thrown at the channel ends it for good.
        LOG.errorf("%s: a batch waits: %s", deadLetters, e.getClass().getSimpleName());
        LOG.debugf("a batch waits: %s", Causes.of(e));
        pause = pauseFor(pause);
      }
    }
  }

  private void use(List<Read> reads, Consumer<List<Message<?>>> use) {
    int failures = 0;
    var pause = firstPause;
    while (true) {
      try {
        use.accept(messagesOf(reads));
        return;
      } catch (RuntimeException | Error e) {
        LOG.warnf("%d messages not handled: %s", reads.size(), e.getClass().getSimpleName());
        LOG.debugf("messages not handled: %s", Causes.of(e));
        // While the database is away nobody's message is to blame.
        failures += databaseAnswers() ? 1 : 0;
      }
      if (reads.size() > 1 && failures >= MOST_TOGETHER) {
        reads.forEach(read -> use(List.of(read), use));
        return;
      }
      if (reads.size() == 1 && failures >= MOST_ALONE && buried(reads.getFirst())) {
        return;
      }
      pause = pauseFor(pause);
    }
  }

  private boolean databaseAnswers() {
    try {
      return transactions.run(connection -> connection.isValid(2));
    } catch (Transactions.DatabaseUnavailable e) {
      return false;
    }
  }

  private boolean buried(Read read) {
    try {
      bury(List.of(new DeadLetter(read.from(), "NOT_HANDLED")));
      return true;
    } catch (Transactions.DatabaseUnavailable e) {
      return false;
    }
  }

  private Duration pauseFor(Duration pause) {
    try {
      if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Stopped("stopped before the batch was handled");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped("interrupted before the batch was handled");
    }
    var longer = pause.multipliedBy(2);
    var longest = firstPause.multipliedBy(40);
    return longer.compareTo(longest) < 0 ? longer : longest;
  }

  void stop() {
    stopping.countDown();
  }

  private void bury(List<DeadLetter> letters) {
    if (letters.isEmpty()) {
      return;
    }
    var records = letters.stream().map(this::record).toList();
    transactions.perform(connection -> OutboxTable.insert(connection, records));
    relay.wake();
    for (var letter : letters) {
      metrics.counter("drydock.dead.letters", "code", letter.code()).increment();
      LOG.warnf(
          "dead letter %s: %s-%d at %d",
          letter.code(), letter.from().topic(), letter.from().partition(), letter.from().offset());
    }
  }

  /** The original as it was, and where it was. Of one that is too large only its size is kept. */
  private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
    var from = letter.from();
    int headerBytes = WireRecord.packed(from.headers()).length;
    var headers =
        headerBytes > MOST_HEADER_BYTES ? new RecordHeaders() : new RecordHeaders(from.headers());
    headers.add("drydock-code", letter.code().getBytes(UTF_8));
    headers.add("drydock-topic", from.topic().getBytes(UTF_8));
    headers.add("drydock-partition", Integer.toString(from.partition()).getBytes(UTF_8));
    headers.add("drydock-offset", Long.toString(from.offset()).getBytes(UTF_8));
    var value = from.value();
    if (value != null && value.length > MOST_VALUE_BYTES) {
      headers.add("drydock-size", Integer.toString(value.length).getBytes(UTF_8));
      value = null;
    }
    var key = from.key() != null && from.key().length > MOST_HEADER_BYTES ? null : from.key();
    return new ProducerRecord<>(deadLetters, null, null, key, value, headers);
  }
}
