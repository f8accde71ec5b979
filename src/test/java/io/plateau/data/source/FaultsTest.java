package io.plateau.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import io.plateau.LocalSpark;
import org.junit.jupiter.api.Test;

class FaultsTest {
  /** As of a table that another Spark has written to a metastore. */
  @Test
  void aTableOfASourceThatSparkDoesNotHave() {
    Exception error = catchException(() -> LocalSpark.session().read().format("lake").load("x"));
    assertThat(Faults.reading(Origin.ofOthers("shop.x"), "table", error))
        .hasMessage(
            "shop.x (--data) is a table of lake, which this Spark does not have; add its package with --packages before the command");
  }
}
