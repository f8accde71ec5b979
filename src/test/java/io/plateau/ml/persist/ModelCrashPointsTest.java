package io.plateau.ml.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.LoggedWarnings;
import io.plateau.checkpoint.FaultyFileSystem;
import io.plateau.ml.Frames;
import io.plateau.ml.NeuralNetworkClassificationModel;
import io.plateau.ml.NeuralNetworkClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A save over a model that fails at any call, or that is killed there, leaves a model: the old one
 * or the new one.
 */
class ModelCrashPointsTest {
  private static final long NEVER = Long.MAX_VALUE;

  @TempDir Path folder;
  private NeuralNetworkClassificationModel[] models;

  @BeforeEach
  void faultyFiles() {
    LocalSpark.context()
        .hadoopConfiguration()
        .setClass("fs.faulty.impl", FaultyFileSystem.class, FaultyFileSystem.class);
    LocalSpark.context().hadoopConfiguration().setBoolean("fs.faulty.impl.disable.cache", true);
    Dataset<Row> rows = Frames.labeled(Frames.blobs(30));
    models = new NeuralNetworkClassificationModel[3];
    for (int i = 0; i < models.length; i++) {
      models[i] =
          new NeuralNetworkClassifier()
              .setHiddenLayers(new int[] {4})
              .setMaxIter(1)
              .setSeed(i)
              .fit(rows);
    }
  }

  @AfterEach
  void calm() {
    FaultyFileSystem.failNever();
  }

  private static String uri(Path in) {
    return "faulty://" + in;
  }

  /** Hadoop throws an error then, which is no exception. */
  @Test
  void aFullDiskLeavesTheOldModelAndNoOtherFile() throws IOException {
    Path in = folder.resolve("full/model");
    save(0, in, NEVER, false, 0);
    FaultyFileSystem.fill();
    assertThatThrownBy(() -> models[1].write().overwrite().save(uri(in)))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThatThrownBy(() -> models[1].exportOnnx(uri(folder.resolve("full/model.onnx"))))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    FaultyFileSystem.failNever();
    assertThat(loaded(in)).isZero();
    try (Stream<Path> left = Files.list(folder.resolve("full"))) {
      assertThat(left).containsExactly(in);
    }
  }

  /** Saves over what is there; whether it came to its end. */
  private boolean save(int model, Path in, long failing, boolean dead, double share) {
    FaultyFileSystem.failAt(failing, dead, share);
    try {
      models[model].write().overwrite().save(uri(in));
      return true;
    } catch (IOException crash) {
      assertThat(crash).hasMessageContaining("injected fault");
      return false;
    } finally {
      FaultyFileSystem.failAt(NEVER, false, 0);
    }
  }

  /** Which model loads. */
  private int loaded(Path in) {
    NeuralNetworkClassificationModel found = NeuralNetworkClassificationModel.load(uri(in));
    for (int i = 0; i < models.length; i++) {
      if (models[i].weights().equals(found.weights())) {
        return i;
      }
    }
    throw new AssertionError("the model that loads was never saved");
  }

  private long calls() throws IOException {
    Path in = folder.resolve("counted/model");
    save(0, in, NEVER, false, 0);
    FaultyFileSystem.failAt(NEVER, false, 0);
    models[1].write().overwrite().save(uri(in));
    long calls = FaultyFileSystem.calls();
    assertThat(calls).isBetween(15L, 100L);
    return calls;
  }

  private static void requireAlone(Path in) throws IOException {
    try (Stream<Path> left = Files.list(in.getParent())) {
      assertThat(left).as("no folder is left beside the model").containsExactly(in);
    }
  }

  @Test
  void atEveryCallOfASave() throws IOException {
    long calls = calls();
    for (boolean dead : new boolean[] {false, true}) {
      for (double share : new double[] {0, 0.5, 1}) {
        for (long failing = 0; failing < calls; failing++) {
          Path in = folder.resolve(dead + "-" + share + "-" + failing).resolve("model");
          save(0, in, NEVER, false, 0);
          boolean done = save(1, in, failing, dead, share);
          String point =
              "%s at call %d, %s written".formatted(dead ? "dead" : "fails", failing, share);
          assertThat(loaded(in)).as(point).isIn(done ? new Object[] {1} : new Object[] {0, 1});
          assertThat(save(2, in, NEVER, false, 0)).isTrue();
          assertThat(loaded(in)).as(point).isEqualTo(2);
          requireAlone(in);
        }
      }
    }
  }

  /** The second save finds what the first has left; a fifth of all pairs, evenly. */
  @Test
  void atEveryCallOfTwoSavesOneAfterTheOther() throws IOException {
    long calls = calls();
    for (long first = 0; first < calls; first++) {
      for (long second = first % 5; second < calls; second += 5) {
        Path in = folder.resolve(first + "-" + second).resolve("model");
        save(0, in, NEVER, false, 0);
        save(1, in, first, true, 0.5);
        int before = loaded(in);
        save(2, in, second, true, 0.5);
        assertThat(loaded(in)).as("killed at calls %d and %d", first, second).isIn(before, 2);
      }
    }
  }

  @Test
  void theFirstSaveLeavesAllOrNothing() throws IOException {
    long calls = calls();
    for (long failing = 0; failing < calls; failing++) {
      Path in = folder.resolve("first-" + failing).resolve("model");
      if (save(1, in, failing, true, 0.5) || Files.exists(in)) {
        assertThat(loaded(in)).isEqualTo(1);
      } else {
        assertThatThrownBy(() -> loaded(in)).hasMessageContaining("there is no model at ");
      }
    }
  }

  /** As where renaming is copying and was cut short. */
  @Test
  void anIncompleteModelGivesWayToTheOldOne() throws IOException {
    Path in = folder.resolve("copied/model");
    save(1, in, NEVER, false, 0);
    Files.move(in, in.resolveSibling(".model.old-1"));
    save(2, in, NEVER, false, 0);
    save(1, in.resolveSibling(".model.old-1"), NEVER, false, 0);
    assertThat(loaded(in)).isEqualTo(2);
    Files.delete(in.resolve("weights.bin"));
    assertThat(LoggedWarnings.of(ModelReader.class, () -> assertThat(loaded(in)).isEqualTo(1)))
        .singleElement()
        .asString()
        .contains(in + " is not complete, so the model before it is read");
  }

  @Test
  void aModelIsSavedWhereLeftoversCannotBeDeleted() throws IOException {
    long last = calls() - 1;
    Path in = folder.resolve("left/model");
    save(0, in, NEVER, false, 0);
    assertThat(
            LoggedWarnings.of(
                ModelWriter.class, () -> assertThat(save(1, in, last, true, 0)).isTrue()))
        .singleElement()
        .asString()
        .endsWith(in + " is saved, but delete what earlier saves have left beside it");
    assertThat(loaded(in)).isEqualTo(1);
  }

  @Test
  void aPathWithoutANameIsRefused() {
    assertThatThrownBy(() -> models[0].write().overwrite().save("faulty:///"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a model cannot be saved to faulty:///, which has no folder above it; add a name");
    assertThatThrownBy(() -> NeuralNetworkClassificationModel.load("faulty:///"))
        .isNotInstanceOf(NullPointerException.class);
  }
}
