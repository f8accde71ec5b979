package io.plateau.checkpoint;

/** A failure around checkpoints; callers distinguish its kinds. */
public abstract sealed class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file is not what Plateau wrote: damaged, incomplete, of another format or a newer one. */
  public static final class Damaged extends CheckpointException {
    private static final long serialVersionUID = 1L;

    public Damaged(String message) {
      super(message, null);
    }
  }

  /** The checkpoint is of another job; the message lists the differences. */
  public static final class OtherJob extends CheckpointException {
    private static final long serialVersionUID = 1L;

    public OtherJob(String message) {
      super(message, null);
    }
  }

  /** The folder has checkpoints and nobody asked to resume, or another fit is at work in it. */
  public static final class InUse extends CheckpointException {
    private static final long serialVersionUID = 1L;

    public InUse(String message) {
      super(message, null);
    }
  }

  /** Several checkpoints in a row could not be written, or the folder cannot be used at all. */
  public static final class NotWritable extends CheckpointException {
    private static final long serialVersionUID = 1L;

    public NotWritable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
