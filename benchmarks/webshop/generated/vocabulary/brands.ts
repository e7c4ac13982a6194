/** Invented names are a start and an end. The pieces are odd on purpose: no firm is meant. */
export const BRAND_STARTS = [
  ...['Vel', 'Tarn', 'Osk', 'Quen', 'Brim', 'Fald', 'Hux', 'Jor', 'Kesp', 'Ludr', 'Mirr', 'Nimb'],
  ...['Orv', 'Pelk', 'Ruv', 'Sev', 'Thal', 'Ulv', 'Wexh', 'Yarr', 'Zimb', 'Drost', 'Glim', 'Plov'],
] as const;

export const BRAND_ENDS = [
  ...['adris', 'athorn', 'imora', 'owick', 'enna', 'ofolk', 'andra', 'isk', 'umbra', 'eleaf'],
  ...['ostone', 'avik', 'orelle', 'oquist', 'undry', 'afen', 'ibeck', 'oplane'],
] as const;
