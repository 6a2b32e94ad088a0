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

  @Test
  void givenLoginForOneServer_whenAskedForAnother_thenItIsNotForIt(@TempDir Path folder)
      throws Exception {
    // given
    var file = folder.resolve("login");
    Files.writeString(file, "user=drydock\npassword=p\nhost=db1.internal\nport=5432\n");

    // when
    var resolved = new ReferencedCredentials().resolve("file:" + file);

    // then
    assertThat(resolved.areFor("DB1.internal", 5432)).isTrue();
    assertThat(resolved.areFor("db1.internal", 5433)).isFalse();
    assertThat(resolved.areFor("db2.internal", 5432)).isFalse();
    assertThat(new Credentials("drydock", "p").areFor("anywhere", 1)).isTrue();
  }
}
