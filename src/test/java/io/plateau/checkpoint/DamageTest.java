package io.plateau.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.math.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the newest checkpoint is noticed, and the one before is used. */
class DamageTest {
  private static final List<String> FILES = List.of(Folder.MANIFEST, Folder.STATE, Folder.TENSORS);

  @TempDir Path folder;
  private Path newest;

  @BeforeEach
  void twoCheckpoints() throws IOException {
    Samples.in(folder).save(Samples.checkpoint(3));
    Samples.in(folder).save(Samples.checkpoint(4));
    newest = folder.resolve("epoch-00000004-0");
    for (String name : FILES) {
      // Their own digests must notice, not the local file system's.
      Files.delete(newest.resolve("." + name + ".crc"));
    }
  }

  private void isNoticed(String what) throws IOException {
    Checkpoints.Found found = Samples.in(folder).newest();
    assertThat(found.skipped()).as(what).hasSize(1);
    assertThat(Samples.bits(found.checkpoint()))
        .as(what)
        .isEqualTo(Samples.bits(Samples.checkpoint(3)));
  }

  @Test
  void everyTruncation() throws IOException {
    for (String name : FILES) {
      byte[] whole = Files.readAllBytes(newest.resolve(name));
      for (int part = 0; part < 64; part++) {
        Files.write(newest.resolve(name), Arrays.copyOf(whole, whole.length * part / 64));
        isNoticed(name + " cut to " + part + "/64");
      }
      Files.write(newest.resolve(name), Arrays.copyOf(whole, whole.length + 1));
      isNoticed(name + " made longer");
      Files.write(newest.resolve(name), whole);
    }
    assertThat(Samples.in(folder).newest().checkpoint().epoch()).isEqualTo(4);
  }

  @Test
  void everyFlippedBit() throws IOException {
    for (int i = 0; i < 1000; i++) {
      Path file = newest.resolve(FILES.get(i % FILES.size()));
      byte[] whole = Files.readAllBytes(file);
      byte[] flipped = whole.clone();
      int bit = Key.of(i).below(0, 8 * whole.length);
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, flipped);
      isNoticed("bit " + bit + " of " + file.getFileName());
      Files.write(file, whole);
    }
  }

  @Test
  void filesOfAnotherCheckpoint() throws IOException {
    for (int swapped = 1; swapped < 1 << FILES.size(); swapped++) {
      for (int f = 0; f < FILES.size(); f++) {
        Path from = (swapped >> f & 1) == 1 ? folder.resolve("epoch-00000003-0") : newest;
        Path copy = folder.resolve("epoch-00000005-0").resolve(FILES.get(f));
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(from.resolve(FILES.get(f))));
      }
      Checkpoints.Found found = Samples.in(folder).newest();
      assertThat(found.skipped()).as("swap " + swapped).hasSize(1);
      assertThat(found.checkpoint().epoch()).isEqualTo(4);
    }
  }
}
