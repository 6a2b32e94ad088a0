package dev.drydock.notifier.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "session")
class SessionRow {
  @Id
  @Column(name = "id_hash")
  String idHash;

  @Column(name = "token_box")
  String tokenBox;

  @Column(name = "expires_at")
  Instant expiresAt;
}
