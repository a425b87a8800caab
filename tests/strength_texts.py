"""What apps and people write about sets, with its meaning: (text, [(exercise, reps, kg, how many), …]).

Exercises in lower case; None where the text names none. Kilograms None: no load, or the body's own. Warm-ups are marked
by a fifth True. Labelled by reading, not by running the code.
"""

LB = 0.45359237

HEVY = """Logged with hevyapp.com

Squat (Barbell)
Set 1: 50 kg x 5 (warmup)
Set 2: 100 kg x 5
Set 3: 102.5 kg x 3 [Failure]

Pull Up
Set 1: 12 reps
Set 2: 10 reps

Pull Up (Weighted)
Set 1: +20 kg x 5 @ 8.5 rpe

Deadlift (Barbell)
Set 1: 175 lbs x 7"""
STRONG = """Bench Press (Barbell)
W1: 20 kg × 5 [Warm-up]
Set 1: 80 kg × 5
Set 2: 80,5 kg × 5 @ 8

Overhead Press (Barbell)
Set 1: 95 lb × 5

https://link.strong.app/abcdefgh"""

CASES = [
    (HEVY,
     [("squat (barbell)", 5, 50, 1, True), ("squat (barbell)", 5, 100, 1), ("squat (barbell)", 3, 102.5, 1),
      ("pull up", 12, None, 1),
            ("pull up", 10, None, 1), ("pull up (weighted)", 5, 20, 1), ("deadlift (barbell)", 7, 175 * LB, 1)]),
    (STRONG,
     [("bench press (barbell)", 5, 20, 1, True), ("bench press (barbell)", 5, 80, 1),
      ("bench press (barbell)", 5, 80.5, 1),
              ("overhead press (barbell)", 5, 95 * LB, 1)]),
    ("Squat\nSet 1: 100 kg x 5\nSet 2: 100 kg x 5", [("squat", 5, 100, 2)]),
    ("Plank\nSet 1: 45s", [("plank", None, None, 1)]),
    ("Kniebeuge\nSatz 1: 100 kg x 5\nSatz 2: 100 kg x 4", [("kniebeuge", 5, 100, 1), ("kniebeuge", 4, 100, 1)]),
    ("Bench\n1) 80kg x 5\n2) 85kg x 3", [("bench", 5, 80, 1), ("bench", 3, 85, 1)]),
    ("squat 5x5 @ 100kg", [("squat", 5, 100, 5)]),
    ("Squat 5 x 5 100 kg", [("squat", 5, 100, 5)]),
    ("5x5 @ 100kg", [(None, 5, 100, 5)]),
    ("5×5 @ 100 kg back squat", [("back squat", 5, 100, 5)]),
    ("3x5 squat 225 lb", [("squat", 5, 225 * LB, 3)]),
    ("5x5 back squat @ 225#", [("back squat", 5, 225 * LB, 5)]),
    ("10 @ 135 lbs, 8 @ 155 lbs", [(None, 10, 135 * LB, 1), (None, 8, 155 * LB, 1)]),
    ("Bench: 10 @ 135 lbs, 8 @ 155 lbs, 5 @ 175 lbs",
     [("bench", 10, 135 * LB, 1), ("bench", 8, 155 * LB, 1), ("bench", 5, 175 * LB, 1)]),
    ("Bench 100kg: 5, 5, 4", [("bench", 5, 100, 2), ("bench", 4, 100, 1)]),
    ("Squat 100kg 5/5/4", [("squat", 5, 100, 2), ("squat", 4, 100, 1)]),
    ("Deadlift 140 kg x 5, 5, 3", [("deadlift", 5, 140, 2), ("deadlift", 3, 140, 1)]),
    ("Deadlift 140kg x 5", [("deadlift", 5, 140, 1)]),
    ("Deadlift 5x140kg", [("deadlift", 5, 140, 1)]),
    ("Deadlift 3x5x140kg", [("deadlift", 5, 140, 3)]),
    ("Deadlift 3 x 5 x 140 kg", [("deadlift", 5, 140, 3)]),
    ("140kg x 5 x 3 deadlift", [("deadlift", 5, 140, 3)]),
    ("Deadlift: 140kg for 3 sets of 5", [("deadlift", 5, 140, 3)]),
    ("Deadlift 3 sets of 5 at 140kg", [("deadlift", 5, 140, 3)]),
    ("3 sets of 5 reps squat @ 100kg", [("squat", 5, 100, 3)]),
    ("Squat 4 sets x 6 reps 90 kg", [("squat", 6, 90, 4)]),
    ("Squat 102,5 kg 3x5", [("squat", 5, 102.5, 3)]),
    ("Squat 3x5 @ 102,5 kg", [("squat", 5, 102.5, 3)]),
    ("deadlift 3x5 @ 102,5", [("deadlift", 5, 102.5, 3)]),
    ("Squat 3x5 @102.5kg", [("squat", 5, 102.5, 3)]),
    ("Squat 5x5, 100 kg", [("squat", 5, 100, 5)]),
    ("Squat 5x5 @ 100kg, Bench 3x8 @ 60kg", [("squat", 5, 100, 5), ("bench", 8, 60, 3)]),
    ("Squat 5x5 @ 100kg; bench 3x8 @ 60kg; row 3x10 @ 50kg",
     [("squat", 5, 100, 5), ("bench", 8, 60, 3), ("row", 10, 50, 3)]),
    ("Squat 5x5 100kg and bench 3x5 80kg", [("squat", 5, 100, 5), ("bench", 5, 80, 3)]),
    ("Squat\n5 x 100kg\n3 x 110kg\n\nBench\n3x8 60kg",
     [("squat", 5, 100, 1), ("squat", 3, 110, 1), ("bench", 8, 60, 3)]),
    ("Squat:\n- 60kg x 5 (warm-up)\n- 100kg x 5\n- 100kg x 5", [("squat", 5, 60, 1, True), ("squat", 5, 100, 2)]),
    ("A1: Squat 3x5 @ 100kg\nA2: Row 3x8 @ 60kg", [("squat", 5, 100, 3), ("row", 8, 60, 3)]),
    ("A1) Squat 3x5 @ 100kg\nA2) Row 3x8 @ 60kg", [("squat", 5, 100, 3), ("row", 8, 60, 3)]),
    ("1. Squat 5x5 @ 100kg\n2. Bench 5x5 @ 80kg", [("squat", 5, 100, 5), ("bench", 5, 80, 5)]),
    ("• Squat 5x5 @ 100kg\n• Bench 5x5 @ 80kg", [("squat", 5, 100, 5), ("bench", 5, 80, 5)]),
    ("Bench 3x8 80kg -> 60kg x 8", [("bench", 8, 80, 3), ("bench", 8, 60, 1)]),
    ("3x10 pull-ups", [("pull-ups", 10, None, 3)]),
    ("Pull ups 3x8 BW", [("pull ups", 8, None, 3)]),
    ("BW x 10 dips", [("dips", 10, None, 1)]),
    ("Weighted pull ups 3x5 +20kg", [("weighted pull ups", 5, 20, 3)]),
    ("Push ups 3 sets of 20", [("push ups", 20, None, 3)]),
    ("Squat 3x5 @ 100kg RPE 8", [("squat", 5, 100, 3)]),
    ("Squat 3x5 @ 100kg @ 8", [("squat", 5, 100, 3)]),
    ("Squat 5x3 @ RPE 9", [("squat", 3, None, 5)]),
    ("Squat 5x5 @ 8", [("squat", 5, None, 5)]),
    ("Front squat 3 x 6-8 @ 70 kg", [("front squat", 6, 70, 3)]),
    ("3х5х100 кг присед", [("присед", 5, 100, 3)]),
    ("Присед 5х5 100кг\nЖим лежа 3х8 70 кг", [("присед", 5, 100, 5), ("жим лежа", 8, 70, 3)]),
    ("Kniebeuge 3 Sätze à 5 Wdh mit 100 kg", [("kniebeuge", 5, 100, 3)]),
    ("Kreuzheben 5x5 mit 120kg\nBankdrücken 3x8 70kg", [("kreuzheben", 5, 120, 5), ("bankdrücken", 8, 70, 3)]),
    ("Développé couché 3 séries de 8 à 70 kg", [("développé couché", 8, 70, 3)]),
    ("Soulevé de terre 5x3 140kg", [("soulevé de terre", 3, 140, 5)]),
    ("Sentadilla 5x5 con 100 kg", [("sentadilla", 5, 100, 5)]),
    ("Peso muerto 3 series de 5 repeticiones con 120 kg", [("peso muerto", 5, 120, 3)]),
    ("スクワット 100kg 5回 3セット", [("スクワット", 5, 100, 3)]),
    ("squat 225lb x5, 245lb x3", [("squat", 5, 225 * LB, 1), ("squat", 3, 245 * LB, 1)]),
    ("Squat 5+ @ 100kg", [("squat", 5, 100, 1)]),
    ("Bench 3x5+ 80kg", [("bench", 5, 80, 3)]),
    ("Squat 20kg x 10 warmup, 100kg x 5", [("squat", 10, 20, 1, True), ("squat", 5, 100, 1)]),
    ("Warm-up: 3x10 squat 20kg\nSquat 5x5 100kg", [("squat", 10, 20, 3, True), ("squat", 5, 100, 5)]),
    ("Squats - 5x5 - 100kg", [("squats", 5, 100, 5)]),
    ("Squats (5x5) 100kg", [("squats", 5, 100, 5)]),
    ("Bench press 3x5 80 kgs, felt good", [("bench press", 5, 80, 3)]),
    ("Good session.\n\nSquat 5x5 100kg\n\nSlept badly, 2 coffees", [("squat", 5, 100, 5)]),
    ("Leg press 200kg 3x10", [("leg press", 10, 200, 3)]),
    ("Barbell row 3x8@60kg", [("barbell row", 8, 60, 3)]),
    ("Hip thrust 4x6 120KG", [("hip thrust", 6, 120, 4)]),
    ("SQUAT 5X5 @ 100KG", [("squat", 5, 100, 5)]),
    ("Back Squat: 60x5, 80x5, 100x5, 100x5",[("back squat",5,60,1),("back squat",5,80,1),("back squat",5,100,2)]),
    ("Squat 5@100 5@105 3@110kg",[("squat",5,100,1),("squat",5,105,1),("squat",3,110,1)]),
    ("DL 1x5 @ 315lbs",[("dl",5,315*LB,1)]),
    ("Squats: 3 sets, 5 reps, 100kg",[("squats",5,100,3)]),
    ("Squat 5 reps x 100kg x 3 sets",[("squat",5,100,3)]),
    ("Bench Press 3 x 5 (80 kg)",[("bench press",5,80,3)]),
    ("Trap bar deadlift 4 x 4 @ 130 kg\nSplit squats 3 x 8 each leg 2x20 kg\nCalf raises 3 x 15",
     [("trap bar deadlift",4,130,4),("split squats",8,20,3),("calf raises",15,None,3)]),
    ("Squat 80kg 3 x 6\nRDL 90kg 3 x 6\nPull-ups 3 x 6",[("squat",6,80,3),("rdl",6,90,3),("pull-ups",6,None,3)]),
    ("Warm up row 10 min\n\nDeadlift 5x3 @ 140",[("deadlift",3,140,5)]),
    ("Squat 3x5@225lbs, RDL 3x8@185lbs, Lunges 3x10@50lbs",
     [("squat",5,225*LB,3),("rdl",8,185*LB,3),("lunges",10,50*LB,3)]),
    ("Kettlebell swings 5x20 24kg",[("kettlebell swings",20,24,5)]),
    ("5 sets of 5 squats at 100 kg, 3 sets of 8 rows at 60 kg",[("squats",5,100,5),("rows",8,60,3)]),
    ("Heavy day! Squat 6x3 120kg. Bench 6x3 90kg.",[("squat",3,120,6),("bench",3,90,6)]),
    ("Goblet Squat\nSet 1: 24 kg x 12\nSet 2: 24 kg x 12\n\nPlank\nSet 1: 1min 0s",
     [("goblet squat",12,24,2),("plank",None,None,1)]),
    ("Hip thrusts 100kgx6x4",[("hip thrusts",6,100,4)]),
    ("3 rounds: 10 push-ups, 10 squats, 10 sit-ups",
     [("push-ups",10,None,3),("squats",10,None,3),("sit-ups",10,None,3)]),
    ("5 rounds of 400m run and 15 thrusters",[]),
    ("Tabata 8 x 20s on 10s off",[]),
    ("Bike 10 min, then squat 3x5 100kg",[("squat",5,100,3)]),
    ("Squat 3x5 100 kg 🔥🔥 PR!",[("squat",5,100,3)]),
    ("Squat: 5/5/5 @ 100kg",[("squat",5,100,3)]),
    ("Squat 100x5x5",[("squat",5,100,5)]),
    ("Bench 3*8*60kg",[("bench",8,60,3)]),
    ("Leg Press - 3 x 10 - 150 kg",[("leg press",10,150,3)]),
    ("Squat 5x5x225lb",[("squat",5,225*LB,5)]),
    ("Bench: 185lbs 5,5,5,4,4",[("bench",5,185*LB,3),("bench",4,185*LB,2)]),
    ("OHP 50kg 3x5 @RPE7",[("ohp",5,50,3)]),
    ("4 x 8 bulgarian split squat 16kg per hand",[("bulgarian split squat",8,16,4)]),

    ("Squat 3x5 (100/105/110kg)",[("squat",5,100,1),("squat",5,105,1),("squat",5,110,1)]),
    ("Back squat 5 x 3 reps @ 110 kg (RPE 8.5)",[("back squat",3,110,5)]),
    ("Deads: 3x3@150",[("deads",3,150,3)]),
    ("Bench press\n60kg x 8\n70kg x 6\n75kg x 5",
     [("bench press",8,60,1),("bench press",6,70,1),("bench press",5,75,1)]),
    ("Bench press\n8 x 60kg\n6 x 70kg",[("bench press",8,60,1),("bench press",6,70,1)]),
    ("Squats 4x6 w/ 185lbs",[("squats",6,185*LB,4)]),
    ("Squats: 185lb: 4x6",[("squats",6,185*LB,4)]),
    ("Rows 3x10 @ 27.5 kg each side",[("rows",10,27.5,3)]),
    ("Push-ups: 3x20; Pull-ups: 3x8; Dips: 3x12",[("push-ups",20,None,3),("pull-ups",8,None,3),("dips",12,None,3)]),
    ("Hex bar DL 5x5 120kg - felt heavy",[("hex bar dl",5,120,5)]),
    ("3x12 Ausfallschritte 20kg",[("ausfallschritte",12,20,3)]),
    ("Squat 1RM test: 140kg x 1",[("squat",1,140,1)]),
    ("Set 1: 8 reps @ 100 lb\nSet 2: 8 reps @ 105 lb",[(None,8,100*LB,1),(None,8,105*LB,1)]),
    ("Nordics 3x6, copenhagen planks 3x30s",[("nordics",6,None,3),("copenhagen planks",None,None,3)]),
    ("Squat 5x5 @ 80%",[("squat",5,None,5)]),
    ("Power clean 5x2 70kg, front squat 4x4 90kg, core",[("power clean",2,70,5),("front squat",4,90,4)]),
    ("Жим 80кг 5х5, присед 100кг 3х5",[("жим",5,80,5),("присед",5,100,3)]),
    ("20 min lifting, 5 min stretch",[]),
    ("6x400m", []),
    ("5 x 1 km @ 4:10", []),
    ("5x1km @ 4:10", []),
    ("10x100m strides", []),
    ("4x4 min hard", []),
    ("6 x 3' @ 10k pace", []),
    ("3x10 min tempo", []),
    ("8x200", []),
    ("5x1000 @ 3:45", []),
    ("4 x 800 m, 400 m jog", []),
    ("3 x 1 mile", []),
    ("10x30\"/30\"", []),
    ("12x60 sec hills", []),
    ("4x4 Norwegian intervals", []),
    ("10 x 1 min on/off", []),
    ("Felt strong. 45 minutes.", []),
    ("HR 120 avg, 45 min, 300 kcal", []),
    ("Week 3 of 12, day 2", []),
    ("2 dogs, 3 coffees and a 10 km bike commute", []),
    ("https://example.com/5x5-100kg", []),
    ("Total volume 5,400 kg", []),
    ("Bodyweight 72.5 kg this morning", []),
    ("", []),
]  # fmt: skip

#: More of what people write, in the same form.
MORE = [
    ("Bench 80kg x5, x5, x4", [("bench", 5, 80, 2), ("bench", 4, 80, 1)]),
    ("Deadlift up to 180kg x 2, then 150kg 3x5", [("deadlift", 2, 180, 1), ("deadlift", 5, 150, 3)]),
    ("OHP: 40x8, 45x6, 50x5, 50x5", [("ohp", 8, 40, 1), ("ohp", 6, 45, 1), ("ohp", 5, 50, 2)]),
    ("Bench: 20x10, 40x8, 60x5", [("bench", 10, 20, 1), ("bench", 8, 40, 1), ("bench", 5, 60, 1)]),
    ("Weighted dips: BW+20kg 3x6", [("weighted dips", 6, 20, 3)]),
    ("Kniebeuge: 60kg x 8 (Aufwärmsatz), 100kg x 5", [("kniebeuge", 8, 60, 1, True), ("kniebeuge", 5, 100, 1)]),
    ("Klimmzüge 10, 8, 6 Wiederholungen",
     [("klimmzüge", 10, None, 1), ("klimmzüge", 8, None, 1), ("klimmzüge", 6, None, 1)]),
    ("Tractions 4 x max (12, 10, 8, 7)",
     [("tractions", 12, None, 1), ("tractions", 10, None, 1), ("tractions", 8, None, 1), ("tractions", 7, None, 1)]),
    ("Squat : 5 séries de 5 reps à 100 kg, récup 3 min", [("squat", 5, 100, 5)]),
    ("Press de banca 4 series x 8 reps x 60 kg", [("press de banca", 8, 60, 4)]),
    ("Zancadas 3x10 por pierna con 12 kg", [("zancadas", 10, 12, 3)]),
    ("Bench 225 lbs for 5, 5, 4", [("bench", 5, 225 * LB, 2), ("bench", 4, 225 * LB, 1)]),
    ("3 sets of 10 goblet squats with a 24kg kettlebell", [("goblet squats", 10, 24, 3)]),
    ("Did 5x5 back squats at 110kg and 3x8 bench at 75kg", [("back squats", 5, 110, 5), ("bench", 8, 75, 3)]),
    ("Bulgarian split squats 3x8/8 with 2x18kg dumbbells", [("bulgarian split squats", 8, 18, 3)]),
    ("Hip thrust 100kg 3x10, drop set 60kg x 20", [("hip thrust", 10, 100, 3), ("hip thrust", 20, 60, 1)]),
    ("40 push ups, 60 air squats", [("push ups", 40, None, 1), ("air squats", 60, None, 1)]),
    ("Farmers carry 4x40m 32kg", [("farmers carry", None, 32, 4)]),
    ("Dead hang 60s", [("dead hang", None, None, 1)]),
    ("Warm-up\n20kg x 10\n\nWork sets\n100kg x 5", [(None, 10, 20, 1, True), (None, 5, 100, 1)]),
    ("Clean & jerk 5x1 @ 80kg\nClean and press 3x5 40kg", [("clean & jerk", 1, 80, 5), ("clean and press", 5, 40, 3)]),
    ("Failed 190kg deadlift, 180kg x 1", [("deadlift", 1, 180, 1)]),
    ("Squat 110kg x 5, 120kg x 3 failed", [("squat", 5, 110, 1)]),
    ("squat 3*5*100, bench 3*5*80", [("squat", 5, 100, 3), ("bench", 5, 80, 3)]),
    ("Bench 60/70/80 kg x 8/6/4", [("bench", 8, 60, 1), ("bench", 6, 70, 1), ("bench", 4, 80, 1)]),
    ("Panca piana 3 serie da 8 con 60 kg", [("panca piana", 8, 60, 3)]),
    ("Knebøy 3 sett x 5 reps 100 kg", [("knebøy", 5, 100, 3)]),
    ("Agachamento 4 séries de 10 com 60 kg", [("agachamento", 10, 60, 4)]),
    ("Жим лёжа 80 кг 3 подхода по 8 раз", [("жим лёжа", 8, 80, 3)]),
    ("Kyykky 3 sarjaa x 5 toistoa 90 kg", [("kyykky", 5, 90, 3)]),
    ("深蹲 100公斤 5组x5次", [("深蹲", 5, 100, 5)]),
    ("Squat 3x5 @ 80% (100kg)", [("squat", 5, 100, 3)]),
    ("Bench 100kg 1RM", []),
    ("Heavy single at 150kg deadlift, then 3x3 at 130", [("deadlift", 1, 150, 1), ("deadlift", 3, 130, 3)]),
    ("Squat 5x5 100kg Bench 5x5 80kg Row 5x5 60kg", [("squat", 5, 100, 5), ("bench", 5, 80, 5), ("row", 5, 60, 5)]),
    ("5x5 squat 3x8 bench 3x10 row", [("squat", 5, None, 5), ("bench", 8, None, 3), ("row", 10, None, 3)]),
    ("Good mornings 3x10 40kg\nY raises 3x12 5kg", [("good mornings", 10, 40, 3), ("y raises", 12, 5, 3)]),
    ("Pause squat 3x3 @ 120kg\nTempo squat 4x4 @ 90kg tempo 3-1-1",
     [("pause squat", 3, 120, 3), ("tempo squat", 4, 90, 4)]),
    ("Squat 5x100, 5x105, 5x110", [("squat", 5, 100, 1), ("squat", 5, 105, 1), ("squat", 5, 110, 1)]),
    ("Plank\nSet 1: 20 kg - 1min 0s", [("plank", None, 20, 1)]),
    ("Bench 60kg/8, 70kg/6", [("bench", 8, 60, 1), ("bench", 6, 70, 1)]),
    ("Circuit x3: 10 pushups, 15 squats", [("pushups", 10, None, 3), ("squats", 15, None, 3)]),
    ("Bench: 135x10, 185x5, 225x1 lbs",
     [("bench", 10, 135 * LB, 1), ("bench", 5, 185 * LB, 1), ("bench", 1, 225 * LB, 1)]),
    ("Squats 3x5 80kg/90kg/100kg", [("squats", 5, 80, 1), ("squats", 5, 90, 1), ("squats", 5, 100, 1)]),
    ("DB bench 2x24kg 3x10", [("db bench", 10, 24, 3)]),
    ("Physio: 3x10 clams, 3x10 bridges", [("clams", 10, None, 3), ("bridges", 10, None, 3)]),
    ("5km run + 3x10 push-ups", [("push-ups", 10, None, 3)]),
    ("Squat\n20x10\n40x8\n60x5", [("squat", 10, 20, 1), ("squat", 8, 40, 1), ("squat", 5, 60, 1)]),
    ("4 sets bench 8 reps 60kg", [("bench", 8, 60, 4)]),
    ("Bench 5x5, all at 80kg", [("bench", 5, 80, 5)]),
    ("Bodyweight squats 3x20, BW lunges 3x10", [("bodyweight squats", 20, None, 3), ("bw lunges", 10, None, 3)]),
    ("Lateral raises 10kg x 12 / 8kg x 12", [("lateral raises", 12, 10, 1), ("lateral raises", 12, 8, 1)]),
    ("1a) Bench 3x8 60kg\n1b) Row 3x10 50kg", [("bench", 8, 60, 3), ("row", 10, 50, 3)]),
    ("Bankdrücken 80 kg, 3 x 8", [("bankdrücken", 8, 80, 3)]),
    ("Deadlift 130kg x 5+, got 9", [("deadlift", 9, 130, 1)]),
    ("Pull ups x 10, x 8", [("pull ups", 10, None, 1), ("pull ups", 8, None, 1)]),
    ("GVT 10x10 squats 60kg", [("squats", 10, 60, 10)]),
    ("Speed work 8x2 box squats 80kg", [("box squats", 2, 80, 8)]),
    ("Bankdrücken 3 Sätze 10x60kg", [("bankdrücken", 10, 60, 3)]),
    ("Squat 5 @ 60, 80, 100 kg", [("squat", 5, 60, 1), ("squat", 5, 80, 1), ("squat", 5, 100, 1)]),
    ("Squat (Barbell)\nSet 1: 100 kg × 5 @ 8\nNotes: felt heavy\nSet 2: 100 kg × 5", [("squat (barbell)", 5, 100, 2)]),
    ("Loaded 20x25kg bags", []),
    ("Protein 3x30 g, creatine 5 g", []),
    ("Started the 5x5 program", []),
    ("Dream: deadlift 200kg x 1", []),
    ("Climbing 4x4 boulder problems", []),
    ("Morgen: Kniebeuge 5x5 100 kg", []),
    ("Objectif: squat 3x5 120 kg", []),
    ("Next week bench 5x5 @ 80kg", []),
]  # fmt: skip

#: Endurance, games and scores, whatever they look like.
INTERVALS = """
6x400m | 5 x 1 km @ 4:10 | 10x100 swim | 3x10 min | 8x200 m r=90s | 4x4 km | 12x200 @ 40s | 6 x 800 in 2:50 w/ 2 min jog
3 x 2 miles @ threshold | 5x3' @ 5k pace | 8 x 30"/30" | 10 x 1' hard / 1' easy | 20x25 free, 10x50 kick
8 x 50 breaststroke | 4x8 min @ 90% HRmax | 2x20 min @ 260W | 6x1000m 400m jog recovery | 10 × 60 m Steigerungen
6 x 1000 m in 3:45, 400 m Trabpause | 5x2000 (TP 3 min) | 10x200 Meter | 4 x 4 Minuten am Berg | 8x Berg, 45 s
10 x 400 m récup 1' | 3x (5x200m) VMA | 30/30 x 12 | 2 séries de 8 x 30"/30" | 6 x 1000 à 3:50
5 x 1000 m a 4:00, rec 2' | 8x400 en 80 | 10 x 100 m progresivos | 6 ripetute da 800 m | 5x1000 a 4'10''
6x1 km @ 4:05 | 4x2000m z4 | 6 x 3 min backe | 8x400 m intervaller | 5x1000m løp på bane | 10x45/15 på mølla
6x1000m vedot | 6 x 1 min mäki | 8 x 400 m op de baan | 6x1000 m hardlopen | 6x1 km po 4:05 | 10x100 m przebieżki
6х1000 м по 3:50 | 10 х 400 м через 200 м трусцой | 5 x 5 мин Z4 | 400m×10本 | 1000m x 5 レスト2分 | 8x400米 间歇
400m 10회 | 4x100 relay | 4x5 hill sprints | 6x6 sprints on the track | 5x5 hills | 10x10 laps | 2 x 15 lengths crawl
5 x 500 row @ 1:50 | 3x3 basketball | Ran 5x5 loops | 3x12 min tempo run | 10-20-30 x 5 running | 8x8 treppen
pyramid 200-400-600-400-200 | ladder 1-2-3-2-1 min | 5 x 90 s uphill
"""
