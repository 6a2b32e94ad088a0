package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Event;
import dev.drydock.contracts.Message;
import dev.drydock.contracts.MessageTypes;
import dev.drydock.contracts.Progress;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.Step;
import dev.drydock.contracts.Token;
import dev.drydock.messaging.WireCodec.Decoded.Readable;
import dev.drydock.messaging.WireCodec.Decoded.Unreadable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsCodecTest {
  private static final Message<Progress> PROGRESS =
      Samples.message("shop-a", 7, 0, new Progress(Step.BACKUP, "dumping", 1, 2, 3));
  private static final Message<Result> RESULT =
      Samples.message("shop-a", 7, 0, new Result.TenantMigrated("1.1.3", 3, 700));

  private final CloudEventsCodec codec = new CloudEventsCodec(SigningKeys.of(Samples.KEY));

  static Stream<Object> everyType() {
    return Samples.all().stream();
  }

  @Test
  void thereIsASampleOfEveryType() {
    var sampled = new HashSet<Class<?>>();
    Samples.all().forEach(sample -> sampled.add(sample.getClass()));
    assertThat(sampled).isEqualTo(MessageTypes.all().keySet());
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void whatIsEncodedIsDecoded(Object data) {
    var message = Samples.message("shop-a", 7, 3, data);

    var decoded = codec.decode(consumed(codec.encode("topic", message)));

    assertThat(decoded).isEqualTo(new Readable(message));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void structuredEventsAreRead_butNoCommandsAndResults(Object data) {
    var message = Samples.message("shop-a", 7, 3, data);

    var decoded = codec.fromStructured(codec.structured(message));

    boolean signed = data instanceof Command || data instanceof Result;
    assertThat(decoded).isEqualTo(signed ? new Unreadable("UNSIGNED") : new Readable(message));
  }

  @Test
  void identifiersArePlainValues() {
    var record =
        codec.encode(
            "topic",
            Samples.message("shop-a", 7, 0, new Result.StepFenced(Step.RESTORE, new Token(9))));

    assertThat(new String(record.value(), UTF_8)).isEqualTo("{\"step\":\"RESTORE\",\"seen\":9}");
    assertThat(record.key()).isEqualTo("shop-a".getBytes(UTF_8));
    assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
        .isEqualTo("dev.drydock.step.fenced.v1");
  }

  @Test
  void aForgedResultIsRefused() {
    var other = new CloudEventsCodec(SigningKeys.of(new byte[32]));

    assertThat(codec.decode(consumed(other.encode("topic", RESULT))))
        .isEqualTo(new Unreadable("BAD_SIGNATURE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_token", "ce_tenantid", "ce_upgradeid", "ce_id"})
  void aResultMovedToAnotherTokenTenantUpgradeOrIdIsRefused(String header) {
    var record = codec.encode("topic", RESULT);
    var moved =
        switch (header) {
          case "ce_token" -> "8";
          case "ce_tenantid" -> "shop-b";
          case "ce_upgradeid" -> "up-0000000000";
          default -> "another";
        };
    replace(record.headers(), header, moved);

    assertThat(codec.decode(consumed(record))).isEqualTo(new Unreadable("BAD_SIGNATURE"));
  }

  @Test
  void aResultWithOtherDataIsRefused() {
    var record = codec.encode("topic", RESULT);
    var changed = new String(record.value(), UTF_8).replace("\"scripts\":3", "\"scripts\":4");

    assertThat(codec.decode(consumed(record.headers(), changed.getBytes(UTF_8))))
        .isEqualTo(new Unreadable("BAD_SIGNATURE"));
  }

  @Test
  void anUnsignedCommandIsRefused() {
    var record = codec.encode("topic", RESULT);
    record.headers().remove("drydock-signature");

    assertThat(codec.decode(consumed(record))).isEqualTo(new Unreadable("UNSIGNED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_sequence", "ce_tenantid", "ce_id"})
  void anEventIsSigned_withItsSequence(String header) {
    var record =
        codec.encode("topic", Samples.message("shop-a", 7, 3, new Event.UpgradeResumed("ada")));
    replace(record.headers(), header, header.equals("ce_tenantid") ? "shop-b" : "4");

    assertThat(codec.decode(consumed(record))).isEqualTo(new Unreadable("BAD_SIGNATURE"));
    record.headers().remove("drydock-signature");
    assertThat(codec.decode(consumed(record))).isEqualTo(new Unreadable("UNSIGNED"));
  }

  @Test
  void badAttributesAreNamedAsSuch() {
    assertThat(decodedWith("ce_specversion", "0.3")).isEqualTo(new Unreadable("NOT_CLOUD_EVENT"));
    assertThat(decodedWith("ce_id", null)).isEqualTo(new Unreadable("NOT_CLOUD_EVENT"));
    assertThat(decodedWith("ce_type", "dev.drydock.of.tomorrow.v9"))
        .isEqualTo(new Unreadable("UNKNOWN_TYPE"));
    assertThat(decodedWith("ce_tenantid", "../../etc")).isEqualTo(new Unreadable("BAD_ATTRIBUTE"));
    assertThat(decodedWith("ce_tenantid", null)).isEqualTo(new Unreadable("BAD_ATTRIBUTE"));
    assertThat(decodedWith("ce_token", "-1")).isEqualTo(new Unreadable("BAD_ATTRIBUTE"));
    assertThat(decodedWith("ce_token", "9".repeat(30))).isEqualTo(new Unreadable("BAD_ATTRIBUTE"));
    assertThat(decodedWith("ce_time", "yesterday")).isEqualTo(new Unreadable("BAD_ATTRIBUTE"));
    assertThat(decodedWith("ce_causationid", "x".repeat(600)))
        .isEqualTo(new Unreadable("BAD_ATTRIBUTE"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{",
        "{}",
        "{\"step\":\"BACKUP\"}",
        "{\"step\":\"SINGING\",\"phase\":\"x\",\"attempt\":1,\"doneBytes\":0,\"totalBytes\":0}",
        "{\"step\":2,\"phase\":\"x\",\"attempt\":1,\"doneBytes\":0,\"totalBytes\":0}",
        "{\"step\":\"BACKUP\",\"phase\":\"x\",\"attempt\":\"1\",\"doneBytes\":0,\"totalBytes\":0}",
        "{\"step\":\"BACKUP\",\"phase\":\"x\",\"attempt\":null,\"doneBytes\":0,\"totalBytes\":0}",
        "{\"step\":\"BACKUP\",\"phase\":\"x\",\"attempt\":1,\"doneBytes\":1e999,\"totalBytes\":0}",
        "{\"step\":\"BACKUP\",\"step\":\"PROVE\",\"phase\":\"x\",\"attempt\":1}",
        "{\"step\":\"BACKUP\",\"phase\":\"x\",\"attempt\":1}} trailing",
      })
  void badJsonIsNamedAsSuch(String json) {
    var record = codec.encode("topic", PROGRESS);

    assertThat(codec.decode(consumed(record.headers(), json.getBytes(UTF_8))))
        .isEqualTo(new Unreadable("BAD_JSON"));
  }

  @Test
  void unknownFieldsAreIgnored() {
    var record = codec.encode("topic", PROGRESS);
    var json =
        "{\"mood\":{\"good\":[1]},\"step\":\"BACKUP\",\"phase\":\"dumping\",\"attempt\":1,"
            + "\"doneBytes\":2,\"totalBytes\":3}";

    assertThat(codec.decode(consumed(record.headers(), json.getBytes(UTF_8))))
        .isEqualTo(new Readable(PROGRESS));
  }

  @Test
  void deepLargeAndMissingValuesDoNotThrow() {
    var headers = codec.encode("topic", PROGRESS).headers();
    var deep = "[".repeat(10_000) + "]".repeat(10_000);

    assertThat(codec.decode(consumed(headers, deep.getBytes(UTF_8))))
        .isEqualTo(new Unreadable("BAD_JSON"));
    assertThat(codec.decode(consumed(headers, ("{\"a\":" + deep + "}").getBytes(UTF_8))))
        .isEqualTo(new Unreadable("BAD_JSON"));
    assertThat(codec.decode(consumed(headers, new byte[20 * 1024 * 1024])))
        .isEqualTo(new Unreadable("TOO_LARGE"));
    assertThat(codec.decode(consumed(headers, null))).isEqualTo(new Unreadable("BAD_JSON"));
    assertThat(codec.decode(consumed(new RecordHeaders(), null)))
        .isEqualTo(new Unreadable("NOT_CLOUD_EVENT"));
  }

  @Test
  void noDamagedRecordThrows_andNoDamagedSignedRecordIsRead() {
    var random = new Random(20261124);
    var samples = Samples.all();
    for (int i = 0; i < 20_000; i++) {
      var data = samples.get(random.nextInt(samples.size()));
      var record = codec.encode("topic", Samples.message("shop-a", 7, 3, data));
      var value = record.value().clone();
      damage(random, record.headers(), value);

      assertThatCode(() -> codec.decode(consumed(record.headers(), value)))
          .doesNotThrowAnyException();
      assertThatCode(() -> codec.fromStructured(value)).doesNotThrowAnyException();
    }
  }

  private static void damage(Random random, Headers headers, byte[] value) {
    int kind = random.nextInt(3);
    if (kind != 0) {
      for (int n = random.nextInt(4) + 1; n > 0; n--) {
        value[random.nextInt(value.length)] = (byte) random.nextInt(256);
      }
    }
    if (kind != 1) {
      var all = headers.toArray();
      var header = all[random.nextInt(all.length)];
      var bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      headers.remove(header.key());
      headers.add(header.key(), random.nextInt(5) == 0 ? null : bytes);
    }
  }

  @Test
  void aMessageThatIsTooLargeIsNotEncoded() {
    var huge =
        Samples.message(
            "shop-a",
            7,
            0,
            new Result.PreflightPassed(
                "1", List.of("x".repeat(5 * 1024 * 1024)), List.of(), 0, List.of()));

    assertThatThrownBy(() -> codec.encode("topic", huge))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void anEnvelopeOfAnotherTypeIsNotEncoded() {
    var wrong = new Message<>(RESULT.envelope(), PROGRESS.data());

    assertThatThrownBy(() -> codec.encode("topic", wrong))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private WireCodec.Decoded decodedWith(String header, @Nullable String value) {
    var record = codec.encode("topic", PROGRESS);
    replace(record.headers(), header, value);
    return codec.decode(consumed(record));
  }

  private static void replace(Headers headers, String name, @Nullable String value) {
    headers.remove(name);
    if (value != null) {
      headers.add(name, value.getBytes(UTF_8));
    }
  }

  private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
    return consumed(record.headers(), record.value());
  }

  static ConsumerRecord<byte[], byte[]> consumed(Headers headers, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        "topic", 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, null, value, headers, Optional.empty());
  }

  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {
        "",
        "00",
        "00000001000000056365",
        "00000001fffffffe",
        "000000010000000161000000ff42"
      })
  void givenHeadersAtRestThatAreDamaged_thenTheyAreUnreadable(String hex) {
    var damaged = new WireRecord(null, java.util.HexFormat.of().parseHex(hex), new byte[0]);

    assertThat(codec.decodeStored(damaged)).isEqualTo(new Unreadable("BAD_HEADERS"));
  }
}
