package dev.drydock.verification.corruptions.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An archive taken apart; {@link #bytes} puts it together again. */
public final class DumpArchive {
  private final byte[] head;
  private final int minor;
  private final int offsetBytes;
  private final List<Entry> entries;
  private final List<Block> blocks;

  DumpArchive(byte[] head, int minor, int offsetBytes, List<Entry> entries, List<Block> blocks) {
    this.head = head;
    this.minor = minor;
    this.offsetBytes = offsetBytes;
    this.entries = List.copyOf(entries);
    this.blocks = List.copyOf(blocks);
  }

  /**
   * @throws IllegalArgumentException when it is no uncompressed archive that we know
   */
  public static DumpArchive read(byte[] bytes) {
    return new ArchiveReader(bytes).read();
  }

  public List<Entry> entries() {
    return entries;
  }

  public List<Block> blocks() {
    return blocks;
  }

  public Optional<Block> blockOf(Entry entry) {
    return blocks.stream().filter(block -> block.id() == entry.id()).findFirst();
  }

  /** Without this entry; its block stays, and is passed over. */
  public DumpArchive without(Entry entry) {
    return with(entries.stream().filter(e -> e.id() != entry.id()).toList(), blocks);
  }

  public DumpArchive replacing(Entry entry, Entry by) {
    return with(entries.stream().map(e -> e.id() == entry.id() ? by : e).toList(), blocks);
  }

  /** With each block as the change leaves it. */
  public DumpArchive mappingBlocks(UnaryOperator<Block> change) {
    return with(entries, blocks.stream().map(change).toList());
  }

  public DumpArchive replacing(Block block, Block by) {
    return mappingBlocks(b -> b.id() == block.id() ? by : b);
  }

  private DumpArchive with(List<Entry> newEntries, List<Block> newBlocks) {
    return new DumpArchive(head, minor, offsetBytes, newEntries, newBlocks);
  }

  public byte[] bytes() {
    var out = new Writer();
    out.raw(head);
    out.number(entries.size());
    entries.forEach(out::entry);
    blocks.forEach(out::block);
    return out.bytes.toByteArray();
  }

  private final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void raw(byte[] some) {
      bytes.write(some, 0, some.length);
    }

    void number(long value) {
      bytes.write(value < 0 ? 1 : 0);
      long magnitude = Math.abs(value);
      for (int shift = 0; shift < 32; shift += 8) {
        bytes.write((int) (magnitude >>> shift) & 0xff);
      }
    }

    void text(@Nullable String value) {
      if (value == null) {
        number(-1);
        return;
      }
      var some = value.getBytes(StandardCharsets.UTF_8);
      number(some.length);
      raw(some);
    }

    void entry(Entry entry) {
      number(entry.id());
      number(entry.dumps() ? 1 : 0);
      entry.catalogue().forEach(this::text);
      text(entry.tag());
      text(entry.kind());
      number(entry.section());
      text(entry.definition());
      text(entry.drop());
      text(entry.copy());
      text(entry.schema());
      text(entry.tablespace());
      text(entry.tableAccess());
      if (minor >= 16) {
        number(entry.relationKind());
      }
      text(entry.owner());
      text(entry.withOids());
      entry.needs().forEach(this::text);
      text(null);
      raw(entry.offset());
    }

    void block(Block block) {
      bytes.write(block.ofLargeObjects() ? Block.LARGE_OBJECTS : Block.DATA);
      number(block.id());
      for (var part : block.parts()) {
        if (block.ofLargeObjects()) {
          number(part.largeObject());
        }
        if (part.content().length > 0) {
          number(part.content().length);
          raw(part.content());
        }
        number(0);
      }
      if (block.ofLargeObjects()) {
        number(0);
      }
    }
  }
}
