package dev.drydock.tenantdatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.contracts.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencedCredentialsTest {
  @Test
  void givenRotatedFile_whenResolvedAgain_thenTheNewPasswordCounts(@TempDir Path folder)
      throws Exception {
    // given
    var file = folder.resolve("credential");
    var credentials = new ReferencedCredentials();
    Files.writeString(file, "user=drydock\npassword=old\n");
    credentials.resolve("file:" + file);
    Files.writeString(file, "user=drydock\npassword=a=b#c\n");

    // when
    var resolved = credentials.resolve("file:" + file);

    // then
    assertThat(resolved).isEqualTo(new Credentials("drydock", "a=b#c"));
    assertThat(resolved.toString()).doesNotContain("a=b#c");
  }

  @Test
  void givenEnvironment_whenResolved_thenItsContentIsRead() {
    // given
    var credentials = new ReferencedCredentials(name -> "user=" + name + "\npassword=p");

    // when
    var resolved = credentials.resolve("env:SHOP");

    // then
    assertThat(resolved).isEqualTo(new Credentials("SHOP", "p"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"env:NOT_SET", "file:/not/there", "file:relative", "secret", "", "file:/"})
  void givenUnusableReference_whenResolved_thenItIsNamed(String reference) {
    // given
    var credentials = new ReferencedCredentials(_ -> null);

    // when
    var refused = assertThatThrownBy(() -> credentials.resolve(reference));

    // then
    refused
        .isInstanceOf(TenantDatabaseFailure.Permanent.class)
        .satisfies(thrown -> {
          var failure = ((TenantDatabaseFailure) thrown).failure();
          assertThat(failure.code()).isEqualTo(FailureCode.CREDENTIAL_UNRESOLVED);
          assertThat(failure.subject()).isEqualTo(reference);
        });
  }
}
