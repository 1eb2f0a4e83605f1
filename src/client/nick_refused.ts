import { EXIT, Problem } from "../problem.ts";

/** The server did not let us in under the nick that we wanted; another one may do. */
export class NickRefused extends Problem {
  constructor(sentence: string) {
    super(sentence, EXIT.refused);
    this.name = "NickRefused";
  }
}
