package dev.drydock.verification.corruptions.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an archive of version 1.14 to 1.16 (PostgreSQL 12 to 18); see pg_backup_custom.c. */
final class ArchiveReader {
  private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);
  private static final int CUSTOM = 1;

  private final byte[] bytes;
  private int at;
  private int minor;
  private int offsetBytes;

  ArchiveReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException when it is no such archive
   */
  DumpArchive read() {
    try {
      var head = head();
      var count = (int) number();
      var entries = new ArrayList<Entry>();
      for (int i = 0; i < count; i++) {
        entries.add(entry());
      }
      return new DumpArchive(head, minor, offsetBytes, entries, blocks());
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the archive ends too early", e);
    }
  }

  /** Everything in front of the table of contents, as it is. */
  private byte[] head() {
    if (!Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
      throw new IllegalArgumentException("no archive of pg_dump");
    }
    at = MAGIC.length;
    int major = octet();
    minor = octet();
    octet();
    int numberBytes = octet();
    offsetBytes = octet();
    int format = octet();
    if (major != 1 || minor < 14 || minor > 16 || numberBytes != 4 || format != CUSTOM) {
      throw new IllegalArgumentException("archive version " + major + "." + minor + " is unknown");
    }
    if (minor >= 15) {
      octet();
    } else {
      number();
    }
    for (int field = 0; field < 7; field++) {
      number();
    }
    for (int field = 0; field < 3; field++) {
      text();
    }
    return Arrays.copyOf(bytes, at);
  }

  private Entry entry() {
    int id = (int) number();
    var dumps = number() != 0;
    var before = List.of(required(), required());
    var tag = required();
    var kind = required();
    long section = number();
    var definition = text();
    var drop = text();
    var copy = text();
    var schema = text();
    var tablespace = text();
    var tableAccess = text();
    long relationKind = minor >= 16 ? number() : 0;
    var owner = text();
    var withOids = text();
    var needs = new ArrayList<String>();
    for (var need = text(); need != null; need = text()) {
      needs.add(need);
    }
    var offset = Arrays.copyOfRange(bytes, at, at + 1 + offsetBytes);
    at += 1 + offsetBytes;
    return new Entry(
        id,
        dumps,
        before,
        tag,
        kind,
        section,
        definition,
        drop,
        copy,
        schema,
        tablespace,
        tableAccess,
        relationKind,
        owner,
        withOids,
        List.copyOf(needs),
        offset);
  }

  private List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    while (at < bytes.length) {
      int type = octet();
      int id = (int) number();
      if (type == Block.DATA) {
        blocks.add(new Block(id, List.of(new Block.Part(0, chunks()))));
      } else if (type == Block.LARGE_OBJECTS) {
        blocks.add(new Block(id, largeObjects()));
      } else {
        throw new IllegalArgumentException("a block of unknown type " + type);
      }
    }
    return blocks;
  }

  private List<Block.Part> largeObjects() {
    var parts = new ArrayList<Block.Part>();
    for (long oid = number(); oid != 0; oid = number()) {
      parts.add(new Block.Part(oid, chunks()));
    }
    return List.copyOf(parts);
  }

  private byte[] chunks() {
    var content = new ByteArrayOutputStream();
    for (int length = (int) number(); length != 0; length = (int) number()) {
      content.write(bytes, at, length);
      at += length;
    }
    return content.toByteArray();
  }

  private int octet() {
    return bytes[at++] & 0xff;
  }

  private long number() {
    var negative = octet() != 0;
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) octet() << shift;
    }
    return negative ? -value : value;
  }

  private @Nullable String text() {
    int length = (int) number();
    if (length < 0) {
      return null;
    }
    if (at + length > bytes.length) {
      throw new IllegalArgumentException("the archive ends too early");
    }
    var text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  private String required() {
    var text = text();
    if (text == null) {
      throw new IllegalArgumentException("an entry without a name");
    }
    return text;
  }
}
