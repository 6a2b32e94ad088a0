package dev.drydock.coordinator.domain.release;

import dev.drydock.coordinator.domain.Mistakes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A bundle's zip, in memory: read with limits, and written so that equal content is equal bytes
 * (sorted, stored, one date), whoever zipped it.
 */
final class BundleZip {
  static final int MOST_ZIPPED_BYTES = 16 << 20;
  static final int MOST_BYTES = 64 << 20;
  static final int MOST_ENTRIES = 10_000;
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);
  private static final Pattern LITTER =
      Pattern.compile("(.*/)?(__MACOSX/.*|\\.DS_Store|Thumbs\\.db|desktop\\.ini)");

  private final Mistakes mistakes;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final Set<String> folded = new HashSet<>();
  private int entries;
  private int bytes;

  private BundleZip(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** Every file by its path; what is wrong is noted, and then the result is not to be used. */
  static SortedMap<String, byte[]> read(byte[] zip, Mistakes mistakes) {
    var reader = new BundleZip(mistakes);
    if (zip.length > MOST_ZIPPED_BYTES) {
      mistakes.add(null, null, "the zip is larger than " + (MOST_ZIPPED_BYTES >> 20) + " MiB");
    } else if (zip.length < 22 || zip[0] != 'P' || zip[1] != 'K') {
      mistakes.add(null, null, "this is not a zip file");
    } else {
      reader.readAll(zip);
    }
    return reader.files;
  }

  private void readAll(byte[] zip) {
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (++entries > MOST_ENTRIES) {
          mistakes.add(null, null, "the zip has more than " + MOST_ENTRIES + " entries");
          return;
        }
        if (!take(entry, in)) {
          return;
        }
      }
      if (entries != declaredEntries(zip)) {
        mistakes.add(null, null, "the zip is cut short or damaged; zip and send it again");
      }
    } catch (IOException | IllegalArgumentException e) {
      mistakes.add(
          null,
          null,
          "the zip cannot be read after entry %d: damaged, encrypted or names not in UTF-8"
              .formatted(entries));
    }
  }

  private boolean take(ZipEntry entry, ZipInputStream in) throws IOException {
    var name = entry.getName();
    var wrong = EntryNames.wrongWith(name);
    if (wrong != null) {
      mistakes.add(null, EntryNames.shown(name), wrong);
      return true;
    }
    if (entry.isDirectory() || LITTER.matcher(name).matches()) {
      return true;
    }
    var content = in.readNBytes(MOST_BYTES - bytes + 1);
    bytes += content.length;
    if (bytes > MOST_BYTES) {
      mistakes.add(null, null, "the files are larger than " + (MOST_BYTES >> 20) + " MiB together");
      return false;
    }
    if (!folded.add(name.toLowerCase(Locale.ROOT))) {
      mistakes.add(null, name, "is in the zip twice (upper and lower case count as the same)");
    }
    files.put(name, content);
    return true;
  }

  /** From the end of central directory record; -1 when there is none. */
  private static int declaredEntries(byte[] zip) {
    var buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 65_535); at--) {
      if (buffer.getInt(at) == 0x06054b50) {
        return Short.toUnsignedInt(buffer.getShort(at + 10));
      }
    }
    return -1;
  }

  static byte[] canonical(SortedMap<String, byte[]> files) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(stored(file.getKey(), file.getValue()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static ZipEntry stored(String name, byte[] content) {
    var crc = new CRC32();
    crc.update(content);
    var entry = new ZipEntry(name);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(DATE);
    return entry;
  }
}
