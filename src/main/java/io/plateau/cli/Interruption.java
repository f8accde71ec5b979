package io.plateau.cli;

import io.plateau.run.RunRecorder;
import io.plateau.train.TrainingListener;
import java.io.PrintStream;

/**
 * Holder of the display and the recorder of a training. When the process is ended in the middle, it
 * ends the line that is being drawn and says what is left on disk.
 */
public final class Interruption implements AutoCloseable {
  private final PrintStream err;
  private final ProgressDisplay display;
  private final RunRecorder recorder;
  private final Thread hook = new Thread(this::say, "interruption");

  /** Watches until it is closed. */
  Interruption(PrintStream err, ProgressDisplay display, RunRecorder recorder) {
    this.err = err;
    this.display = display;
    this.recorder = recorder;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The display of epochs that are written. */
  TrainingListener listener() {
    return display;
  }

  /** Ends the line and says what is left: at the end of the process. */
  void say() {
    display.close();
    recorder.close();
    err.println("interrupted; " + recorder.left());
    err.flush();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // Then the hook is at work, which is what it is for.
      return;
    }
    display.close();
    recorder.close();
  }
}
