package dev.drydock.verification.simulation.workers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An archive of several tenants: each one's name, and its content as {@link Content} dumps it. */
final class DumpFormat {
  private static final int MOST_BYTES = 1 << 20;

  static byte[] write(Map<String, Content> contents) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(contents.size());
      for (var entry : contents.entrySet()) {
        var dump = entry.getValue().dumped();
        out.writeUTF(entry.getKey());
        out.writeInt(dump.length);
        out.write(dump);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException when it is not a whole archive
   */
  static Map<String, Content> read(InputStream archive) throws IOException {
    var in = new DataInputStream(archive);
    var contents = new LinkedHashMap<String, Content>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      var tenant = in.readUTF();
      int length = in.readInt();
      if (length < 0 || length > MOST_BYTES) {
        throw new IOException("not an archive");
      }
      contents.put(tenant, Content.restored(in.readNBytes(length)));
    }
    return contents;
  }

  private DumpFormat() {}
}
