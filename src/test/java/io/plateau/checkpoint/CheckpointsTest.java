package io.plateau.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.train.RunIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path folder;

  private List<String> folders() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void everyBitComesBack() throws IOException {
    for (int epoch : new int[] {1, 2, 3, 5, 12}) {
      Samples.in(folder).save(Samples.checkpoint(epoch));
      Checkpoints.Found found = Samples.in(folder).newest();
      assertThat(Samples.bits(found.checkpoint()))
          .isEqualTo(Samples.bits(Samples.checkpoint(epoch)));
      assertThat(found.skipped()).isEmpty();
    }
  }

  @Test
  void aFolderThatIsNotThereHasNone() throws IOException {
    Checkpoints none = Samples.in(folder.resolve("nothing"));
    assertThat(none.newest().checkpoint()).isNull();
    assertThat(none.any()).isFalse();
  }

  @Test
  void theNewestOfAnEpochIsTheLastAttemptAndNothingIsOverwritten() throws IOException {
    Checkpoints checkpoints = Samples.in(folder);
    checkpoints.save(Samples.checkpoint(3));
    checkpoints.save(new Checkpoint(new RunIdentity(Map.of("seed", "8")), Samples.state(3, 5)));
    assertThat(folders()).containsExactly("epoch-00000003-0", "epoch-00000003-1");
    assertThat(checkpoints.newest().checkpoint().identity().facts()).containsEntry("seed", "8");
  }

  @Test
  void onlyTheNewestValidOnesAreKeptAndDebrisGoes() throws IOException {
    Checkpoints checkpoints = Samples.in(folder);
    for (int epoch = 1; epoch <= 5; epoch++) {
      checkpoints.save(Samples.checkpoint(epoch));
    }
    Files.createDirectory(folder.resolve("epoch-00000006-0"));
    Files.writeString(folder.resolve("notes.txt"), "not ours");
    Files.write(folder.resolve("epoch-00000004-0/tensors.bin"), new byte[10]);
    Samples.in(folder).prune(2);
    assertThat(folders()).containsExactly("epoch-00000003-0", "epoch-00000005-0", "notes.txt");
  }

  @Test
  void aCommitFileCutShortGoesOnceOthersAreGood() throws IOException {
    Checkpoints checkpoints = Samples.in(folder);
    for (int epoch = 1; epoch <= 3; epoch++) {
      checkpoints.save(Samples.checkpoint(epoch));
    }
    Path commit = folder.resolve("epoch-00000003-0/checkpoint.json");
    Files.write(commit, Arrays.copyOf(Files.readAllBytes(commit), 40));
    Files.delete(commit.resolveSibling(".checkpoint.json.crc"));
    Samples.in(folder).prune(3);
    assertThat(folders()).as("fewer than 3 are good").hasSize(3);
    Samples.in(folder).prune(2);
    assertThat(folders()).containsExactly("epoch-00000001-0", "epoch-00000002-0");
  }

  @Test
  void whatIsSkippedIsSaidAndWhy() throws IOException {
    Checkpoints checkpoints = Samples.in(folder);
    for (int epoch = 1; epoch <= 3; epoch++) {
      checkpoints.save(Samples.checkpoint(epoch));
    }
    Files.delete(folder.resolve("epoch-00000003-0/checkpoint.json"));
    Files.write(folder.resolve("epoch-00000002-0/state.json"), new byte[10]);
    Files.delete(folder.resolve("epoch-00000002-0/.state.json.crc"));
    Checkpoints.Found found = checkpoints.newest();
    assertThat(found.checkpoint().epoch()).isEqualTo(1);
    assertThat(found.skipped().get(0)).isEqualTo("epoch-00000003-0 (never completed)");
    assertThat(found.skipped().get(1)).contains("state.json must have").contains("has 10");
  }

  @Test
  void startingAfreshBecauseAllAreDamagedIsRefused() throws IOException {
    Samples.in(folder).save(Samples.checkpoint(1));
    Files.delete(folder.resolve("epoch-00000001-0/tensors.bin"));
    assertThatThrownBy(() -> Samples.in(folder).newest())
        .isInstanceOf(CheckpointException.Damaged.class)
        .hasMessageContaining("no checkpoint in")
        .hasMessageContaining("tensors.bin is missing");
  }

  @Test
  void aNewerFormatIsRefusedWithItsVersion() throws IOException {
    Samples.in(folder).save(Samples.checkpoint(1));
    Path manifest = folder.resolve("epoch-00000001-0/checkpoint.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"version\" : 1", "\"version\" : 2"));
    Files.delete(folder.resolve("epoch-00000001-0/.checkpoint.json.crc"));
    assertThatThrownBy(() -> Samples.in(folder).newest())
        .hasMessageContaining("it has version 2 of the format; this Plateau reads version 1");
  }
}
