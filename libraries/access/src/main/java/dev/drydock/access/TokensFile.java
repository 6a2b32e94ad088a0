package dev.drydock.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code {"tokens":[{"name","roles":[],"sha256"}]}}; strict, because it is the door. */
final class TokensFile {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final Pattern SUM = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int MAX_BYTES = 1 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** One entry: the sum of a token, in lower-case hex, and whose it is. */
  record Entry(String sha256, Caller caller) {}

  record Content(@Nullable List<Token> tokens) {}

  record Token(@Nullable String name, @Nullable Set<String> roles, @Nullable String sha256) {}

  /**
   * @throws IOException with a message written by us: no part of the file is in it
   */
  static List<Entry> read(Path file) throws IOException {
    refuseIfOthersCanWrite(file);
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("is larger than 1 MiB");
    }
    var content = parsed(Files.readAllBytes(file));
    if (content == null || content.tokens() == null) {
      throw new IOException("has no list \"tokens\"");
    }
    List<Entry> entries = new ArrayList<>();
    for (var token : content.tokens()) {
      entries.add(entry(token, entries.size()));
    }
    return List.copyOf(entries);
  }

  private static @Nullable Content parsed(byte[] bytes) throws IOException {
    try {
      return JSON.readValue(bytes, Content.class);
    } catch (JsonProcessingException e) {
      throw new IOException("is not the JSON it should be, " + JsonLocations.of(e));
    }
  }

  private static Entry entry(@Nullable Token token, int index) throws IOException {
    var where = "tokens[" + index + "]";
    if (token == null || token.name() == null || !NAME.matcher(token.name()).matches()) {
      throw new IOException(where + ".name must match " + NAME);
    }
    if (token.roles() == null || !Roles.ALL.containsAll(token.roles())) {
      throw new IOException(where + ".roles must be some of viewer, operator, approver, worker");
    }
    return new Entry(sum(token.sha256(), where), new Caller(token.name(), token.roles()));
  }

  private static String sum(@Nullable String hex, String where) throws IOException {
    if (hex == null || !SUM.matcher(hex).matches()) {
      throw new IOException(where + ".sha256 must be the 64 hex digits of a SHA-256");
    }
    return hex.toLowerCase(Locale.ROOT);
  }

  private static void refuseIfOthersCanWrite(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    var permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
      throw new IOException("can be written by group or others; chmod 600 it");
    }
  }

  private TokensFile() {}
}
