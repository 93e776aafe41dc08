/** What the databases of the large group are named after, the busiest first. */
export const NETWORK_SITES: readonly string[] = (
  'Math ServerFault SuperUser AskUbuntu Unix Tex Physics Stats English Gaming Apple Security Electronics Dba Gis Programmers WordPress Drupal Android Scifi ' +
  'Diy Cooking Travel Money Photo Music Bicycles Movies Gardening Chemistry Biology History Philosophy Workplace Academia Parenting Judaism Christianity Islam Buddhism ' +
  'Japanese German French Spanish Russian Chinese Italian Portuguese Linguistics Esl Writers Literature Puzzling Codegolf CodeReview SoftwareQa Salesforce Magento Sharepoint ' +
  'Rpg Boardgames Chess Bricks Anime Lifehacks Skeptics Politics Law Economics Quant Aviation Space Astronomy EarthScience Engineering Robotics Arduino RaspberryPi Ham ' +
  'Mechanics Outdoors Fitness Health Pets Sound Crypto NetworkEngineering DevOps Bitcoin Ethereum DataScience Ai Cs CsTheory MathOverflow MathEducators ComputationalScience ' +
  'Blender GameDev GraphicDesign Ux Webmasters WebApps Windowsphone Emacs Vi Elementary OpenData OpenSource Tridion Expression Genealogy Woodworking Coffee Homebrew'
).split(' ');
