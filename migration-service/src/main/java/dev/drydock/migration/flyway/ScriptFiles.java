package dev.drydock.migration.flyway;

import dev.drydock.migration.application.BundleInvalid;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** A bundle's scripts in memory, as Flyway asks for them; decoded once. */
final class ScriptFiles implements ResourceProvider {
  private final Map<String, ScriptFile> files;

  ScriptFiles(Map<String, byte[]> scripts, Charset encoding) {
    this(new TreeMap<>());
    scripts.forEach(
        (path, bytes) -> files.put(path, new ScriptFile(path, decoded(path, bytes, encoding))));
  }

  private ScriptFiles(Map<String, ScriptFile> files) {
    this.files = files;
  }

  /** The same files, but those. */
  ScriptFiles without(Predicate<String> excluded) {
    var left = new TreeMap<>(files);
    left.keySet().removeIf(excluded);
    return new ScriptFiles(left);
  }

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return files.get(name.startsWith("/") ? name.substring(1) : name);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return files.values().stream()
        .filter(file -> file.getFilename().startsWith(prefix))
        .filter(file -> Arrays.stream(suffixes).anyMatch(file.getFilename()::endsWith))
        .map(LoadableResource.class::cast)
        .toList();
  }

  LoadableResource file(String path) {
    return Objects.requireNonNull(files.get(path));
  }

  boolean mention(String text) {
    return files.values().stream().anyMatch(file -> file.content().contains(text));
  }

  boolean mentions(String path, String text) {
    var file = files.get(path);
    return file != null && file.content().contains(text);
  }

  private static String decoded(String path, byte[] bytes, Charset encoding) {
    try {
      var text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BundleInvalid(path, "Not encoded as " + encoding + "; set flyway.encoding.");
    }
  }

  /** One script. */
  private static final class ScriptFile extends LoadableResource {
    private final String path;
    private final String content;

    ScriptFile(String path, String content) {
      this.path = path;
      this.content = content;
    }

    String content() {
      return content;
    }

    @Override
    public Reader read() {
      return new EndedReader(content);
    }

    @Override
    public String getAbsolutePath() {
      return path;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return path;
    }

    @Override
    public String getFilename() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String getRelativePath() {
      return path;
    }
  }

  /**
   * Flyway's parser looks for the end of a {@code COPY ... FROM STDIN} for ever when the script has
   * none; past its own end this reader answers so many times and no more.
   */
  private static final class EndedReader extends StringReader {
    private static final int MOST_ENDS = 1000;
    private int ends;

    EndedReader(String content) {
      super(content);
    }

    @Override
    public int read() throws IOException {
      return told(super.read());
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
      return told(super.read(into, from, length));
    }

    private int told(int read) throws IOException {
      if (read < 0 && ++ends > MOST_ENDS) {
        throw new EOFException("read on after its end");
      }
      return read;
    }
  }
}
