package dev.drydock.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A record at rest in a table: its headers are one binary column, each behind its length. */
@SuppressWarnings("ArrayRecordComponent") // carries bytes, is never compared
record WireRecord(byte @Nullable [] key, byte[] headers, byte @Nullable [] payload)
    implements WorkStore.Outgoing {
  private static final int NULL_VALUE = -1;
  private static final int MOST_HEADERS = 1000;

  static WireRecord of(ProducerRecord<byte[], byte[]> record) {
    return new WireRecord(record.key(), packed(record.headers()), record.value());
  }

  ProducerRecord<byte[], byte[]> to(String topic) {
    return new ProducerRecord<>(topic, null, null, key, payload, unpacked(headers));
  }

  static byte[] packed(Headers headers) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      var all = headers.toArray();
      out.writeInt(all.length);
      for (var header : all) {
        write(out, header.key().getBytes(UTF_8));
        write(out, header.value());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte @Nullable [] value) throws IOException {
    if (value == null) {
      out.writeInt(NULL_VALUE);
    } else {
      out.writeInt(value.length);
      out.write(value);
    }
  }

  static Headers unpacked(byte[] bytes) {
    var headers = new RecordHeaders();
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = Math.min(in.readInt(), MOST_HEADERS);
      for (int i = 0; i < count; i++) {
        var name = read(in);
        headers.add(new String(name == null ? new byte[0] : name, UTF_8), read(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return headers;
  }

  private static byte @Nullable [] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == NULL_VALUE) {
      return null;
    }
    var value = length < 0 ? new byte[0] : in.readNBytes(length);
    if (value.length != length) {
      throw new EOFException("a header is cut short");
    }
    return value;
  }
}
