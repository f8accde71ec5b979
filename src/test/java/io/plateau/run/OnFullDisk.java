package io.plateau.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plateau.LocalSpark;
import io.plateau.checkpoint.FaultyFileSystem;
import io.plateau.run.folder.OutputFailedException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop throws an error where a local disk is full; users are told what cannot be written. */
public abstract class OnFullDisk {
  @TempDir protected Path folder;

  @BeforeEach
  void fill() {
    Configuration spark = LocalSpark.context().hadoopConfiguration();
    spark.setClass("fs.faulty.impl", FaultyFileSystem.class, FaultyFileSystem.class);
    spark.setBoolean("fs.faulty.impl.disable.cache", true);
    FaultyFileSystem.fill();
  }

  @AfterEach
  void calm() {
    FaultyFileSystem.failNever();
  }

  protected String uri(String name) {
    return "faulty://" + folder + "/" + name;
  }

  protected void refused(String file, ThrowingCallable writing) {
    assertThatThrownBy(writing)
        .isInstanceOf(OutputFailedException.class)
        .hasMessageMatching(
            "cannot write faulty:/*" + folder + "/" + file + ": No space left on device");
  }
}
