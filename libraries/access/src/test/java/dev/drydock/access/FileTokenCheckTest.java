package dev.drydock.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTokenCheckTest {
  @TempDir Path folder;
  private Path file;
  private FileTokenCheck tokens;
  private long writes;

  @BeforeEach
  void aFile() throws IOException {
    file = folder.resolve("tokens.json");
    write(entry("ana", "secret-of-ana"));
    tokens = new FileTokenCheck(() -> Optional.of(file));
  }

  @Test
  void givenAKnownToken_whenPresented_thenIsItsCaller() {
    assertThat(tokens.identify("secret-of-ana"))
        .contains(new Caller("ana", Set.of(Roles.VIEWER, Roles.OPERATOR)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "secret-of-ana ", "SECRET-OF-ANA"})
  void givenAnotherToken_whenPresented_thenIsNobodys(String token) {
    assertThat(tokens.identify(token)).isEmpty();
    assertThat(tokens.identify("x".repeat(100_000))).isEmpty();
  }

  @Test
  void givenTheFileChanges_whenPresented_thenTheOldTokenIsOut() throws IOException {
    assertThat(tokens.identify("secret-of-ana")).isPresent();

    write(entry("ben", "secret-of-ben"));

    assertThat(tokens.identify("secret-of-ana")).isEmpty();
    assertThat(tokens.identify("secret-of-ben")).isPresent();
  }

  @Test
  void givenTheFileGoes_whenPresented_thenNobodyComesInUntilItIsBack() throws IOException {
    assertThat(tokens.identify("secret-of-ana")).isPresent();

    Files.delete(file);
    assertThat(tokens.identify("secret-of-ana")).isEmpty();

    write(entry("ana", "secret-of-ana"));
    assertThat(tokens.identify("secret-of-ana")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"tokens\":[{}]}",
        "{\"tokens\":[null]}",
        "{\"tokens\":[{\"name\":\"a\\nb\",\"roles\":[],\"sha256\":\"00\"}]}",
        "{\"tokens\":[{\"name\":\"a\",\"roles\":[\"root\"],\"sha256\":\"00\"}]}",
        "{\"tokens\":[{\"name\":\"a\",\"roles\":[\"viewer\"],\"sha256\":\"zz\"}]}",
        "{\"tokens\":[]} {}",
        "{\"tokens\":["
      })
  void givenABrokenFile_whenPresented_thenNobodyComesIn(String content) throws IOException {
    write(content);

    assertThat(tokens.identify("secret-of-ana")).isEmpty();
  }

  @Test
  void givenAFileThatOthersCanWrite_whenPresented_thenNobodyComesIn() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(tokens.identify("secret-of-ana")).isEmpty();
  }

  @Test
  void givenNoFileIsNamed_whenPresented_thenNobodyComesIn() {
    assertThat(new FileTokenCheck(Optional::empty).identify("secret-of-ana")).isEmpty();
  }

  private void write(String content) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + ++writes * 1000));
  }

  private static String entry(String name, String token) {
    try {
      var sum = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
      return """
      {"tokens":[{"name":"%s","roles":["viewer","operator"],"sha256":"%s"}]}\
      """
          .formatted(name, HexFormat.of().formatHex(sum));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
