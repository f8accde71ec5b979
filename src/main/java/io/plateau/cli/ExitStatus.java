package io.plateau.cli;

/** The exit status of the process. */
public enum ExitStatus {
  /** All is done. */
  DONE(0),
  /** Something that is none of the others. */
  OTHER(1),
  /** The command line or the job file is wrong. */
  USAGE(2),
  /** The data are missing or not what they must be. */
  DATA(3),
  /** The loss or its gradient was no longer finite. */
  DIVERGED(4),
  /** There is something where the output should go. */
  OUTPUT_EXISTS(5),
  /** Checkpoints could not be written, several in a row, or none of them can be read. */
  CHECKPOINTS(6),
  /** Training was asked to stop; {@code train --resume} continues it. */
  RESUMABLE(7);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
