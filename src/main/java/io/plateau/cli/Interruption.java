package io.plateau.cli;

import io.plateau.run.folder.RunRecorder;
import io.plateau.train.TrainingListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Holder of the display and the recorder of a training. When the process is ended in the middle, it
 * ends the line that is being drawn and says what is left on disk. Outside of a training {@link
 * #endsLines} does the former alone.
 */
public final class Interruption implements AutoCloseable {
  private final Consumer<String> warning;
  private final ProgressDisplay display;
  private final RunRecorder recorder;
  private final String advice;
  private final Thread hook =
      new Thread(
          () -> {
            silenceOthers();
            say();
          },
          "interruption");

  /**
   * Watches until it is closed.
   *
   * @param warning says something on a line of its own
   * @param advice what to do with a run that has no model yet, a clause
   */
  Interruption(
      Consumer<String> warning, ProgressDisplay display, RunRecorder recorder, String advice) {
    this.warning = warning;
    this.display = display;
    this.recorder = recorder;
    this.advice = advice;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The display of epochs that are written. */
  TrainingListener listener() {
    return display;
  }

  /** That Spark's threads fail while the process ends under them is no news. */
  private static void silenceOthers() {
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    Logs.silence();
  }

  /** Ends the line and says what is left: at the end of the process. */
  void say() {
    display.close();
    try {
      recorder.close();
    } catch (RuntimeException e) {
      warning.accept(e.getMessage());
    }
    warning.accept("interrupted; " + recorder.left(advice));
  }

  @Override
  public void close() {
    withdraw(hook);
    display.close();
    recorder.close();
  }

  /**
   * Ends the line of a stage where the process is ended in the middle of it.
   *
   * @return the hook that does it, to {@link #withdraw} afterwards
   */
  static Thread endsLines(StageDisplay stages) {
    Thread hook =
        new Thread(
            () -> {
              silenceOthers();
              stages.close();
            },
            "last line");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      awaitTheEnd();
    }
    return hook;
  }

  /** Removes a hook; where the process is ending already, it never returns. */
  static void withdraw(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook says what there is to say; that streams are closed below this thread is no news.
      awaitTheEnd();
    }
  }

  /** Never returns where the process is ending: what fails now fails for want of what is closed. */
  static void holdAtTheEnd() {
    if (isTheEnd()) {
      awaitTheEnd();
    }
  }

  /** Whether the process is ending. */
  static boolean isTheEnd() {
    Thread none = new Thread(() -> {}, "never run");
    try {
      Runtime.getRuntime().addShutdownHook(none);
      Runtime.getRuntime().removeShutdownHook(none);
      return false;
    } catch (IllegalStateException alreadyShuttingDown) {
      return true;
    }
  }

  /** Sleeps until the process, which is ending, is no more. */
  private static void awaitTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }
}
